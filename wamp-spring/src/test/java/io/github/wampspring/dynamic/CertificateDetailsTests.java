/*
 * Copyright 2026-present the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.wampspring.dynamic;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Certificates, as Autobahn 26.10.2 tells procedures of them.
 */
class CertificateDetailsTests {

	private static final String PEM = """
			-----BEGIN CERTIFICATE-----
			MIIC1DCCAnqgAwIBAgIJEjRWeJCrze8SMAoGCCqGSM49BAMCMIGWMQswCQYDVQQG
			EwJERTEVMBMGA1UECgwMTXkgT3JnLCBJbmMuMQwwCgYDVQQLDANvbmUxDDAKBgNV
			BAsMA3R3bzERMA8GA1UEAwwIZGV2aWNlLTcxHjAcBgkqhkiG9w0BCQEWD2pvZUBl
			eGFtcGxlLmNvbTENMAsGA1UEBRMENDcxMTESMBAGCgmSJomT8ixkAQEMAnUxMCAX
			DTI2MTEyNzAzNTEwN1oYDzIxMjYxMTAzMDM1MTA3WjCBljELMAkGA1UEBhMCREUx
			FTATBgNVBAoMDE15IE9yZywgSW5jLjEMMAoGA1UECwwDb25lMQwwCgYDVQQLDAN0
			d28xETAPBgNVBAMMCGRldmljZS03MR4wHAYJKoZIhvcNAQkBFg9qb2VAZXhhbXBs
			ZS5jb20xDTALBgNVBAUTBDQ3MTExEjAQBgoJkiaJk/IsZAEBDAJ1MTBZMBMGByqG
			SM49AgEGCCqGSM49AwEHA0IABMM499iDWYVDfIak7XyaOc4XBDYij9yrdEZtY63Y
			+Dd6uuKXHlto+ezkvLR94tHEoJC+AFLQVY+FaNHRkzkabTujgawwgakwHQYDVR0O
			BBYEFH5jrJDUegUtT35khBp+4gNbHoefMB8GA1UdIwQYMBaAFH5jrJDUegUtT35k
			hBp+4gNbHoefMA8GA1UdEwEB/wQFMAMBAf8wVgYDVR0RBE8wTYIUZGV2aWNlLTcu
			ZXhhbXBsZS5jb22HBH8AAAGHEAAAAAAAAAAAAAAAAAAAAAGBD2pvZUBleGFtcGxl
			LmNvbYYMdXJuOmRldmljZTo3MAoGCCqGSM49BAMCA0gAMEUCIQCnGEGGu/Z/ArvV
			Z6Oao42do/6+mZiUh+bEucgX+Qj70wIgDTTxzGEYPZGJw5f0aHLsUr3MjkTAKgV/
			PUWDQ2eFsK8=
			-----END CERTIFICATE-----
			""";

	/** Of device-7, too, but only in 2020. */
	private static final String EXPIRED = """
			-----BEGIN CERTIFICATE-----
			MIIBETCBuaADAgECAgEHMAoGCCqGSM49BAMCMBMxETAPBgNVBAMMCGRldmljZS03
			MB4XDTIwMDEwMTAwMDAwMFoXDTIxMDEwMTAwMDAwMFowEzERMA8GA1UEAwwIZGV2
			aWNlLTcwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAASr9dshQAVmoCvwT0jiUmp7
			lD8W2mjBlcBjVE6M5z7IO68c75Ubrkf8CHJ86+meLiwqSxfb+2V59qMNR0QLr7ow
			MAoGCCqGSM49BAMCA0cAMEQCIFkXRfJ9NLBFvbSYH9GMj5ybwyRZXdxlAzIw6BI0
			/FZoAiAoZ0B147NtwHvOz54as4n5Vfv6V6lsjNgyt9dw7OsHlQ==
			-----END CERTIFICATE-----
			""";

	private static final String ANOTHER = """
			-----BEGIN CERTIFICATE-----
			MIIBEzCBuaADAgECAgEIMAoGCCqGSM49BAMCMBIxEDAOBgNVBAMMB2Fub3RoZXIw
			IBcNMjAwMTAxMDAwMDAwWhgPMjEyMDAxMDEwMDAwMDBaMBIxEDAOBgNVBAMMB2Fu
			b3RoZXIwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAS3vtpDPuwOPu9YElz8FoMp
			MGz1tTs3F/BsQ4ba1K5oLMGxGkjLDXFvi+chejsX6mJ1sf5c9z0T5W/m0WAdi9yq
			MAoGCCqGSM49BAMCA0kAMEYCIQDSSRng6LfGG9HMB7ZE06/SqCQLULNZIbx5OMP4
			LHhqBgIhALKGMi7JdU1gUqluUp1BzZLTUbIh9yhIfUxlWa10mgxe
			-----END CERTIFICATE-----
			""";

	static X509Certificate certificate() throws CertificateException {
		return read(PEM);
	}

	static X509Certificate expired() throws CertificateException {
		return read(EXPIRED);
	}

	static X509Certificate another() throws CertificateException {
		return read(ANOTHER);
	}

	private static X509Certificate read(String pem) throws CertificateException {
		return (X509Certificate) CertificateFactory.getInstance("X.509")
			.generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
	}

	@Test
	void tellWhatAutobahnTells() throws Exception {
		Map<String, String> name = Map.of("c", "DE", "o", "My Org, Inc.", "ou", "two", "cn", "device-7", "emailaddress",
				"joe@example.com", "serialnumber", "4711", "uid", "u1");
		assertThat(CertificateDetails.of(certificate()))
			.containsEntry("md5", "F6:EB:07:60:BE:C4:8B:83:48:03:CC:A5:F1:C3:BD:F5")
			.containsEntry("sha1", "F7:66:BD:4C:17:DA:68:E2:AC:86:75:4D:3E:C7:31:23:3A:3C:02:4C")
			.containsEntry("sha256",
					"79:0E:62:9C:6A:94:EA:AC:9F:23:CF:A5:04:6F:4A:61:13:E1:4C:76:33:14:BB:8C:48:AF:F8:8E:A8:FD:23:99")
			.containsEntry("expired", false)
			.containsEntry("hash", null)
			// where Autobahn has a number, which not all serializers can carry
			.containsEntry("serial", "335812727627494321938")
			.containsEntry("signature_algorithm", "ecdsa-with-SHA256")
			.containsEntry("version", 2)
			.containsEntry("not_before", "20261127035107Z")
			.containsEntry("not_after", "21261103035107Z")
			.containsEntry("subject", name)
			.containsEntry("issuer", name)
			.containsEntry("extensions",
					List.of(Map.of("name", "subjectAltName", "critical", false, "value",
							"DNS:device-7.example.com, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1,"
									+ " email:joe@example.com, URI:urn:device:7")))
			.hasSize(13);
		assertThat(CertificateDetails.of(expired())).containsEntry("expired", true)
			.containsEntry("serial", 7L)
			.containsEntry("extensions", List.of());
	}

}
