// Command gocaves runs Couchbase's own mock server for a test. It reads one JSON value after the
// other from standard input, answers each with a line, and ends with its input.
package main

import (
	"encoding/json"
	"errors"
	"io"
	"log"
	"os"
)

// start is the first value: which cluster to run.
type start struct {
	Nodes     int        `json:"nodes"`
	Ports     []int      `json:"ports"` // those of an earlier run, or none
	Username  string     `json:"username"`
	Password  string     `json:"password"`
	Bucket    string     `json:"bucket"`
	Documents []document `json:"documents"`
}

// order is each value after it.
type order struct {
	Do       string   `json:"do"`
	Node     int      `json:"node"`
	Nodes    []int    `json:"nodes"`
	Document document `json:"document"`
}

// answer is the line that follows a value; an empty error says that it is done.
type answer struct {
	Error            string         `json:"error"`
	ConnectionString string         `json:"connection_string"`
	Ports            []int          `json:"ports"`
	Conversations    []conversation `json:"conversations,omitempty"`
}

func main() {
	log.SetOutput(io.Discard) // the mock's account of each packet
	input, output := json.NewDecoder(os.Stdin), json.NewEncoder(os.Stdout)
	if err := serve(input, output); err != nil && !errors.Is(err, io.EOF) {
		output.Encode(answer{Error: err.Error()})
		os.Exit(1)
	}
}

func serve(input *json.Decoder, output *json.Encoder) error {
	var wanted start
	if err := input.Decode(&wanted); err != nil {
		return err
	}
	running, err := newCluster(&wanted)
	if err != nil {
		return err
	}
	done := answer{}
	for {
		done.ConnectionString, done.Ports = running.connectionString(), running.ports()
		if err := output.Encode(done); err != nil {
			return err
		}
		var asked order
		if err := input.Decode(&asked); err != nil {
			return err
		}
		done = running.obey(asked)
	}
}

func (c *cluster) obey(asked order) answer {
	if asked.Node < 0 || asked.Node >= len(c.fronts) {
		return answer{Error: "no such node"}
	}
	node := c.fronts[asked.Node]
	var err error
	var conversations []conversation
	switch asked.Do {
	case "put":
		err = c.put(asked.Document)
	case "remove":
		err = c.remove(asked.Document)
	case "freeze":
		node.freeze(true)
	case "thaw":
		node.freeze(false)
	case "kill":
		err = node.die()
	case "restart":
		err = node.listen()
	case "add":
		err = c.addNode()
	case "spread":
		err = c.spread(asked.Nodes)
	case "record":
		conversations = node.recorded()
	default:
		err = errors.New("no such order")
	}
	if err != nil {
		return answer{Error: err.Error()}
	}
	return answer{Conversations: conversations}
}
