// Command query plans and runs SQL++ statements with the query engine of Couchbase, over documents in
// memory. It reads one JSON request from standard input and writes one answer for each statement.
package main

import (
	"encoding/json"
	"log"
	"os"
)

// request is what is asked: the statements, one after the other, on these documents.
type request struct {
	Bucket, Scope, Collection string
	Documents                 map[string]json.RawMessage
	Statements                []statement
}

// statement is one text with its named parameters.
type statement struct {
	Text       string
	Parameters map[string]any
}

// answer is what a statement gave, and how much it read for that.
type answer struct {
	Rows    []json.RawMessage `json:"rows"`
	Plan    json.RawMessage   `json:"plan"`
	Errors  []string          `json:"errors"`
	Fetched int64             `json:"fetched"`
	Scanned int64             `json:"scanned"`
}

func main() {
	var asked request
	if err := json.NewDecoder(os.Stdin).Decode(&asked); err != nil {
		log.Fatal(err)
	}
	engine := newEngine(newKeyspace(asked.Bucket, asked.Scope, asked.Collection, asked.Documents))
	answers := make([]answer, 0, len(asked.Statements))
	for _, each := range asked.Statements {
		answers = append(answers, engine.run(each))
	}
	if err := json.NewEncoder(os.Stdout).Encode(answers); err != nil {
		log.Fatal(err)
	}
}
