// Calls whose arguments come one after the other, with nexus's client.
//
//	nexus-streams [--url URL] [--realm R] [--prefix P] [--serializer json|msgpack|cbor] component|drive
//
// "component" registers PREFIX.sum and PREFIX.double and prints READY; "drive" calls them and prints PASS or FAIL.
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
	"sync"
	"syscall"
	"time"

	"github.com/gammazero/nexus/v3/client"
	"github.com/gammazero/nexus/v3/wamp"
)

var serializations = map[string]client.Config{
	"json":    {Serialization: client.JSON},
	"msgpack": {Serialization: client.MSGPACK},
	"cbor":    {Serialization: client.CBOR},
}

func main() {
	url := flag.String("url", "ws://127.0.0.1:8090/ws", "the router")
	realm := flag.String("realm", "realm1", "the realm")
	prefix := flag.String("prefix", "com.example.go", "what the procedures begin with")
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

// numbers adds up what a message brings; the last one may bring nothing.
func numbers(args wamp.List) int64 {
	var sum int64
	for _, arg := range args {
		n, _ := wamp.AsInt64(arg)
		sum += n
	}
	return sum
}

// component registers
//
//	.sum       the sum of all arguments of all messages
//	.double    a progressive result, twice the argument, for each message that has one; the last result is "done"
//	.canceled  how many calls of .wait were interrupted
//	.wait      waits for ever
func component(callee *client.Client, prefix string) error {
	var lock sync.Mutex
	sums := map[wamp.ID]int64{}
	canceled := 0
	sum := func(ctx context.Context, inv *wamp.Invocation) client.InvokeResult {
		lock.Lock()
		defer lock.Unlock()
		sums[inv.Request] += numbers(inv.Arguments)
		if more, _ := inv.Details[wamp.OptProgress].(bool); more {
			return client.InvokeResult{Err: wamp.InternalProgressiveOmitResult}
		}
		result := sums[inv.Request]
		delete(sums, inv.Request)
		return client.InvokeResult{Args: wamp.List{result}}
	}
	double := func(ctx context.Context, inv *wamp.Invocation) client.InvokeResult {
		if len(inv.Arguments) > 0 {
			if err := callee.SendProgress(ctx, wamp.List{2 * numbers(inv.Arguments)}, nil); err != nil {
				return client.InvokeResult{Err: "com.example.error.progress", Args: wamp.List{err.Error()}}
			}
		}
		if more, _ := inv.Details[wamp.OptProgress].(bool); more {
			return client.InvokeResult{Err: wamp.InternalProgressiveOmitResult}
		}
		return client.InvokeResult{}
	}
	wait := func(ctx context.Context, inv *wamp.Invocation) client.InvokeResult {
		<-ctx.Done()
		lock.Lock()
		defer lock.Unlock()
		canceled++
		return client.InvokeResult{Err: wamp.ErrCanceled}
	}
	count := func(ctx context.Context, inv *wamp.Invocation) client.InvokeResult {
		lock.Lock()
		defer lock.Unlock()
		return client.InvokeResult{Args: wamp.List{canceled}}
	}
	for uri, handler := range map[string]client.InvocationHandler{".sum": sum, ".double": double, ".wait": wait,
		".canceled": count} {
		if err := callee.Register(prefix+uri, handler, nil); err != nil {
			return err
		}
	}
	return nil
}

// send makes a source of 1 to n, the last of which goes with the last message.
func send(n int) client.SendProgressiveData {
	next := 0
	return func(ctx context.Context) (wamp.Dict, wamp.List, wamp.Dict, error) {
		next++
		return wamp.Dict{wamp.OptProgress: next < n}, wamp.List{next}, nil, nil
	}
}

func drive(caller *client.Client, prefix string) int {
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
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	check("sum", sum(ctx, caller, prefix, 100, 5050))
	check("sum-of-one", sum(ctx, caller, prefix, 1, 1))
	check("double", double(ctx, caller, prefix))
	check("plain", plain(ctx, caller, prefix))
	check("unsupported", unsupported(ctx, caller, prefix))
	fmt.Printf("%d passed, %d failed\n", passed, failed)
	if failed > 0 {
		return 1
	}
	return 0
}

func sum(ctx context.Context, caller *client.Client, prefix string, n int, expected int64) error {
	result, err := caller.CallProgressive(ctx, prefix+".sum", send(n), nil)
	if err != nil {
		return err
	}
	if got := numbers(result.Arguments); got != expected {
		return fmt.Errorf("%d instead of %d", got, expected)
	}
	return nil
}

// double sends an argument after the result for the one before it.
func double(ctx context.Context, caller *client.Client, prefix string) error {
	results := make(chan int64, 10)
	all := []int64{}
	next := 1
	source := func(ctx context.Context) (wamp.Dict, wamp.List, wamp.Dict, error) {
		if next > 1 {
			select {
			case result := <-results:
				all = append(all, result)
			case <-ctx.Done():
				return nil, nil, nil, ctx.Err()
			}
		}
		next++
		return wamp.Dict{wamp.OptProgress: next < 5}, wamp.List{next - 1}, nil, nil
	}
	_, err := caller.CallProgressive(ctx, prefix+".double", source, func(result *wamp.Result) {
		results <- numbers(result.Arguments)
	})
	if err != nil {
		return err
	}
	all = append(all, <-results)
	if fmt.Sprint(all) != "[2 4 6 8]" {
		return fmt.Errorf("results %v", all)
	}
	return nil
}

func plain(ctx context.Context, caller *client.Client, prefix string) error {
	result, err := caller.Call(ctx, prefix+".sum", nil, wamp.List{7}, nil, nil)
	if err != nil {
		return err
	}
	if got := numbers(result.Arguments); got != 7 {
		return fmt.Errorf("%d instead of 7", got)
	}
	return nil
}

// unsupported calls a procedure that takes its arguments all at once. Few follow, since nexus answers network_failure
// when it cannot get rid of more.
func unsupported(ctx context.Context, caller *client.Client, prefix string) error {
	_, err := caller.CallProgressive(ctx, prefix+".plain", send(10), nil)
	var rpc client.RPCError
	if !errors.As(err, &rpc) {
		return fmt.Errorf("no error but %v", err)
	}
	if rpc.Err.Error != wamp.ErrFeatureNotSupported {
		return fmt.Errorf("%s", rpc.Err.Error)
	}
	return nil
}
