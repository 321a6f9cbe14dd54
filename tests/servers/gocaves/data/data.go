// Package data stands in for the one package of gocaves that is generated when gocaves itself is
// built, and that its published module therefore lacks.
package data

import _ "embed"

//go:embed errors.json
var errorMap []byte

// Asset returns the error map that each node answers; the mock asks for nothing else.
func Asset(string) ([]byte, error) {
	return errorMap, nil
}
