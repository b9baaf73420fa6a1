// Payload passthru mode with nexus's client.
//
//	nexus-passthru [--url URL] [--realm R] [--prefix P] [--serializer json|msgpack|cbor] component|drive
//
// "component" registers procedures, subscribes PREFIX.in and prints READY; "drive" looks for the same under PREFIX,
// and prints PASS or FAIL. The client packs and unpacks by ppt_serializer, and does not know any ppt_cipher: with one,
// it sends and takes what is only packed.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"os/signal"
	"reflect"
	"syscall"
	"time"

	"github.com/gammazero/nexus/v3/client"
	"github.com/gammazero/nexus/v3/transport/serialize"
	"github.com/gammazero/nexus/v3/wamp"
)

var serializations = map[string]client.Config{
	"json":    {Serialization: client.JSON},
	"msgpack": {Serialization: client.MSGPACK},
	"cbor":    {Serialization: client.CBOR},
}

var attributes = []string{wamp.OptPPTScheme, wamp.OptPPTSerializer, wamp.OptPPTCipher, wamp.OptPPTKeyId}

func main() {
	url := flag.String("url", "ws://127.0.0.1:8090/ws", "the router")
	realm := flag.String("realm", "realm1", "the realm")
	prefix := flag.String("prefix", "com.example.go", "what the URIs begin with")
	serializer := flag.String("serializer", "json", "json, msgpack or cbor")
	flag.Parse()
	config := serializations[*serializer]
	config.Realm = *realm
	config.Logger = log.New(io.Discard, "", 0)
	config.ResponseTimeout = 30 * time.Second
	peer, err := client.ConnectNet(context.Background(), *url, config)
	if err != nil {
		fmt.Println("FAIL join:", err)
		os.Exit(1)
	}
	defer peer.Close()
	if flag.Arg(0) == "drive" {
		os.Exit(drive(peer, *prefix))
	}
	if err = component(peer, *prefix); err != nil {
		fmt.Println("FAIL register:", err)
		os.Exit(1)
	}
	fmt.Println("READY")
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	select {
	case <-signals:
	case <-peer.Done():
	}
}

// passthru are the attributes of a payload among options or details.
func passthru(from wamp.Dict) wamp.Dict {
	found := wamp.Dict{}
	for _, name := range attributes {
		if value, ok := from[name]; ok {
			found[name] = value
		}
	}
	return found
}

// component registers
//
//	.echo     the same arguments, packed as they came
//	.details  the attributes that came, in the clear
//	.fail     ERROR com.example.error.failed with the same arguments, in the clear: the client cannot pack those
//
// and publishes what comes on .in again on .out, packed as it came. All of them there are under .sealed too.
func component(callee *client.Client, prefix string) error {
	echo := func(ctx context.Context, inv *wamp.Invocation) client.InvokeResult {
		return client.InvokeResult{Args: inv.Arguments, Kwargs: inv.ArgumentsKw, Options: passthru(inv.Details)}
	}
	details := func(ctx context.Context, inv *wamp.Invocation) client.InvokeResult {
		return client.InvokeResult{Args: wamp.List{passthru(inv.Details)}}
	}
	fail := func(ctx context.Context, inv *wamp.Invocation) client.InvokeResult {
		return client.InvokeResult{Err: "com.example.error.failed", Args: inv.Arguments, Kwargs: inv.ArgumentsKw}
	}
	for _, group := range []string{prefix, prefix + ".sealed"} {
		for uri, handler := range map[string]client.InvocationHandler{".echo": echo, ".details": details, ".fail": fail} {
			if err := callee.Register(group+uri, handler, nil); err != nil {
				return err
			}
		}
		again := func(event *wamp.Event) {
			_ = callee.Publish(group+".out", passthru(event.Details), event.Arguments, event.ArgumentsKw)
		}
		if err := callee.Subscribe(group+".in", again, nil); err != nil {
			return err
		}
	}
	return nil
}

var (
	args   = wamp.List{"tea", int64(7)}
	kwargs = wamp.Dict{"place": "shelf"}
	plain  = []wamp.Dict{options("mqtt", "json"), options("mqtt", "msgpack"), options("x_own", "cbor"),
		options("wamp", "cbor")}
	sealed = with(options("wamp", "cbor"), "x_none", "key-1")
)

func options(scheme, serializer string) wamp.Dict {
	return wamp.Dict{wamp.OptPPTScheme: scheme, wamp.OptPPTSerializer: serializer}
}

func with(options wamp.Dict, cipher, keyID string) wamp.Dict {
	options[wamp.OptPPTCipher] = cipher
	options[wamp.OptPPTKeyId] = keyID
	return options
}

func drive(peer *client.Client, prefix string) int {
	passed, failed := 0, 0
	check := func(name string, err error) {
		if err != nil {
			failed++
			fmt.Printf("FAIL %s: %v\n", name, err)
			return
		}
		passed++
		fmt.Println("PASS", name)
	}
	type test func(context.Context, *client.Client, string, wamp.Dict) error
	run := func(name string, test test, prefix string, packed wamp.Dict) {
		ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
		defer cancel()
		check(name, test(ctx, peer, prefix, packed))
	}
	for _, packed := range plain {
		name := fmt.Sprint(packed[wamp.OptPPTScheme], "-", packed[wamp.OptPPTSerializer])
		run("call-"+name, echo, prefix, packed)
		run("details-"+name, details, prefix, packed)
		run("error-"+name, fail, prefix, packed)
		run("event-"+name, event, prefix, packed)
	}
	run("call-cipher", echo, prefix+".sealed", sealed)
	run("error-cipher", fail, prefix+".sealed", sealed)
	run("event-cipher", event, prefix+".sealed", sealed)
	fmt.Printf("%d passed, %d failed\n", passed, failed)
	if failed > 0 {
		return 1
	}
	return 0
}

func expect(what string, gotArgs wamp.List, gotKwargs wamp.Dict, got, packed wamp.Dict) error {
	if len(gotArgs) != 2 {
		return fmt.Errorf("%s with %v", what, gotArgs)
	}
	text, _ := wamp.AsString(gotArgs[0])
	number, _ := wamp.AsInt64(gotArgs[1])
	place, _ := wamp.AsString(gotKwargs["place"])
	if text != "tea" || number != 7 || place != "shelf" {
		return fmt.Errorf("%s with %v %v", what, gotArgs, gotKwargs)
	}
	if !reflect.DeepEqual(passthru(got), packed) {
		return fmt.Errorf("%s as %v", what, passthru(got))
	}
	return nil
}

func echo(ctx context.Context, caller *client.Client, prefix string, packed wamp.Dict) error {
	result, err := caller.Call(ctx, prefix+".echo", packed, args, kwargs, nil)
	if err != nil {
		return err
	}
	return expect("a result", result.Arguments, result.ArgumentsKw, result.Details, packed)
}

// details asks what the callee has seen of the attributes.
func details(ctx context.Context, caller *client.Client, prefix string, packed wamp.Dict) error {
	result, err := caller.Call(ctx, prefix+".details", packed, args, kwargs, nil)
	if err != nil {
		return err
	}
	seen, _ := wamp.AsDict(result.Arguments[0])
	if fmt.Sprint(passthru(seen)) != fmt.Sprint(packed) {
		return fmt.Errorf("the callee saw %v", seen)
	}
	return nil
}

// fail unpacks the arguments of the error itself, which the client does not.
func fail(ctx context.Context, caller *client.Client, prefix string, packed wamp.Dict) error {
	_, err := caller.Call(ctx, prefix+".fail", packed, args, kwargs, nil)
	var rpc client.RPCError
	if !errors.As(err, &rpc) {
		return fmt.Errorf("no error but %v", err)
	}
	if rpc.Err.Error != "com.example.error.failed" || len(rpc.Err.Arguments) != 1 {
		return fmt.Errorf("%s %v", rpc.Err.Error, rpc.Err.Arguments)
	}
	var serializer interface {
		DeserializeDataItem(data []byte, value any) error
	}
	switch packed[wamp.OptPPTSerializer] {
	case "json":
		serializer = &serialize.JSONSerializer{}
	case "msgpack":
		serializer = &serialize.MessagePackSerializer{}
	default:
		serializer = &serialize.CBORSerializer{}
	}
	bytes, ok := rpc.Err.Arguments[0].([]byte)
	if !ok {
		return fmt.Errorf("an error with %T", rpc.Err.Arguments[0])
	}
	var payload wamp.PassthruPayload
	if err := serializer.DeserializeDataItem(bytes, &payload); err != nil {
		return err
	}
	return expect("an error", payload.Arguments, payload.ArgumentsKw, rpc.Err.Details, packed)
}

func event(ctx context.Context, peer *client.Client, prefix string, packed wamp.Dict) error {
	events := make(chan *wamp.Event, 1)
	if err := peer.SubscribeChan(prefix+".out", events, nil); err != nil {
		return err
	}
	defer peer.Unsubscribe(prefix + ".out")
	publication := wamp.Dict{wamp.OptAcknowledge: true}
	for name, value := range packed {
		publication[name] = value
	}
	if err := peer.Publish(prefix+".in", publication, args, kwargs); err != nil {
		return err
	}
	select {
	case event := <-events:
		return expect("an event", event.Arguments, event.ArgumentsKw, event.Details, packed)
	case <-ctx.Done():
		return ctx.Err()
	}
}
