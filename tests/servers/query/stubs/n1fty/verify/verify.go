// Package verify stands in for the full-text search of the enterprise edition.
package verify

import (
	"github.com/couchbase/query/datastore"
	"github.com/couchbase/query/errors"
	"github.com/couchbase/query/value"
)

// NewVerify refuses, because nothing here searches full texts.
func NewVerify(nameAndKeyspace, field string, query, options value.Value, parallelism int) (datastore.Verify, errors.Error) {
	return nil, errors.NewOtherNotImplementedError(nil, "full-text search")
}
