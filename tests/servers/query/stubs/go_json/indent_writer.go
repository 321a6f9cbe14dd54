package json

import (
	"bytes"
	"io"
)

// IndentWriter is what the published go_json lacks: it writes the text, indented.
func IndentWriter(writer io.Writer, text []byte, prefix, indent string) error {
	var indented bytes.Buffer
	if err := Indent(&indented, text, prefix, indent); err != nil {
		return err
	}
	_, err := indented.WriteTo(writer)
	return err
}
