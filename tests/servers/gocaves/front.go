package main

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"sync"
	"time"
)

const (
	noop           = 0x0a
	requestMagic   = 0x80
	headerLength   = 24
	wakingInterval = 20 * time.Millisecond
	longestWaking  = 5 * time.Second
)

// conversation is what went over one connection, as it was on the wire.
type conversation struct {
	Received []byte `json:"received"`
	Answered []byte `json:"answered"`
}

// front is the port of 127.0.0.1 by which clients know a node of the mock. It passes on what
// comes, keeps a copy, and can freeze, die and come back under the same number, none of which the
// mock's own listener can.
type front struct {
	port    int
	backend int

	lock          sync.Mutex
	thawed        *sync.Cond
	frozen        bool
	listener      net.Listener
	open          map[net.Conn]bool
	conversations []*conversation
}

func newFront(port, backend int) (*front, error) {
	f := &front{port: port, backend: backend, open: map[net.Conn]bool{}}
	f.thawed = sync.NewCond(&f.lock)
	return f, f.listen()
}

// listen accepts clients from now on, under the same number as before.
func (f *front) listen() error {
	f.lock.Lock()
	defer f.lock.Unlock()
	if f.listener != nil {
		return errors.New("it listens already")
	}
	listener, err := net.Listen("tcp4", fmt.Sprintf("127.0.0.1:%d", f.port))
	if err != nil {
		return err
	}
	f.listener = listener
	f.port = listener.Addr().(*net.TCPAddr).Port
	go f.accept(listener)
	return nil
}

// die refuses clients from now on and resets those that are connected, as a killed process does.
func (f *front) die() error {
	f.lock.Lock()
	defer f.lock.Unlock()
	if f.listener == nil {
		return errors.New("it is dead already")
	}
	f.listener.Close()
	f.listener = nil
	for connection := range f.open {
		reset(connection)
	}
	return nil
}

// freeze lets clients connect and answers nothing, as a stopped process does.
func (f *front) freeze(frozen bool) {
	f.lock.Lock()
	defer f.lock.Unlock()
	f.frozen = frozen
	f.thawed.Broadcast()
}

func (f *front) recorded() []conversation {
	f.lock.Lock()
	defer f.lock.Unlock()
	var copies []conversation
	for _, kept := range f.conversations {
		copies = append(copies, *kept)
	}
	return copies
}

func (f *front) accept(listener net.Listener) {
	for {
		client, err := listener.Accept()
		if err != nil {
			return
		}
		go f.serve(listener, client)
	}
}

func (f *front) serve(listener net.Listener, client net.Conn) {
	node, err := connectAwake(f.backend)
	if err != nil {
		reset(client)
		return
	}
	defer f.forget(client, node)
	kept := f.remember(listener, client, node)
	if kept == nil {
		return
	}
	go func() {
		f.pass(client, node, &kept.Received)
		node.Close()
	}()
	f.pass(node, client, &kept.Answered)
}

func (f *front) remember(listener net.Listener, client, node net.Conn) *conversation {
	f.lock.Lock()
	defer f.lock.Unlock()
	if f.listener != listener { // it died meanwhile
		return nil
	}
	f.open[client], f.open[node] = true, true
	kept := &conversation{}
	f.conversations = append(f.conversations, kept)
	return kept
}

func (f *front) forget(client, node net.Conn) {
	f.lock.Lock()
	defer f.lock.Unlock()
	for _, connection := range []net.Conn{client, node} {
		delete(f.open, connection)
		connection.Close()
	}
}

func (f *front) pass(from, to net.Conn, kept *[]byte) {
	buffer := make([]byte, 1<<16)
	for {
		length, err := from.Read(buffer)
		f.lock.Lock()
		for f.frozen {
			f.thawed.Wait()
		}
		*kept = append(*kept, buffer[:length]...)
		f.lock.Unlock()
		if _, failed := to.Write(buffer[:length]); err != nil || failed != nil {
			return
		}
	}
}

func reset(connection net.Conn) {
	if tcp, ok := connection.(*net.TCPConn); ok {
		tcp.SetLinger(0)
	}
	connection.Close()
}

// connectAwake connects to the mock and waits until it answers. The mock reads from a connection
// before it knows the connection (servers/memdserver.go), and drops for good what comes too early:
// a client's HELLO would at times stay unanswered.
func connectAwake(port int) (net.Conn, error) {
	node, err := net.Dial("tcp4", fmt.Sprintf("127.0.0.1:%d", port))
	if err != nil {
		return nil, err
	}
	if err := awaken(node); err != nil {
		node.Close()
		return nil, err
	}
	return node, node.SetReadDeadline(time.Time{})
}

func awaken(node net.Conn) error {
	header := make([]byte, headerLength)
	for sent := uint32(1); sent <= uint32(longestWaking/wakingInterval); sent++ {
		request := make([]byte, headerLength)
		request[0], request[1] = requestMagic, noop
		binary.BigEndian.PutUint32(request[12:], sent)
		if _, err := node.Write(request); err != nil {
			return err
		}
		node.SetReadDeadline(time.Now().Add(wakingInterval))
		for {
			if _, err := io.ReadFull(node, header); errors.Is(err, os.ErrDeadlineExceeded) {
				break
			} else if err != nil {
				return err
			}
			if binary.BigEndian.Uint32(header[12:]) == sent { // nothing else is under way
				return nil
			}
		}
	}
	return errors.New("the mock does not answer")
}
