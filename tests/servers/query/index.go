package main

import (
	"sort"

	"github.com/couchbase/query/datastore"
	"github.com/couchbase/query/errors"
	"github.com/couchbase/query/expression"
	"github.com/couchbase/query/timestamp"
	"github.com/couchbase/query/value"
)

// index has an entry per document, or per distinct element of an array, in the order of its keys.
type index struct {
	datastore.Index3
	indexer *indexer
	name    string
	keys    datastore.IndexKeys
	where   expression.Expression
	state   datastore.IndexState
	entries []*datastore.IndexEntry
}

func (i *indexer) CreateIndex3(_, name string, keys datastore.IndexKeys, _ *datastore.IndexPartition,
	where expression.Expression, with value.Value) (datastore.Index, errors.Error) {
	made := &index{indexer: i, name: name, keys: keys, where: where, state: datastore.DEFERRED}
	i.indexes = append(i.indexes, made)
	if with == nil {
		return made, i.BuildIndexes("", name)
	}
	if deferred, ok := with.Field("defer_build"); !ok || !deferred.Truth() {
		return made, i.BuildIndexes("", name)
	}
	return made, nil
}

func (i *indexer) BuildIndexes(_ string, names ...string) errors.Error {
	for _, name := range names {
		found, err := i.IndexByName(name)
		if err != nil {
			return err
		}
		if problem := found.(*index).build(); problem != nil {
			return errors.NewError(problem, name)
		}
	}
	return nil
}

func (i *index) build() error {
	context := expression.NewIndexContext()
	for key, document := range i.indexer.keyspace.documents {
		if i.where != nil {
			kept, err := i.where.Evaluate(document, context)
			if err != nil {
				return err
			}
			if !kept.Truth() {
				continue
			}
		}
		tuples, err := i.tuplesOf(document, context)
		if err != nil {
			return err
		}
		for _, tuple := range tuples {
			entry := &datastore.IndexEntry{EntryKey: tuple, PrimaryKey: key}
			i.entries = append(i.entries, entry)
		}
	}
	sort.Slice(i.entries, func(a, b int) bool { return isBefore(i.entries[a], i.entries[b]) })
	i.state = datastore.ONLINE
	return nil
}

// tuplesOf returns the keys of a document: none without the first, several for an array.
func (i *index) tuplesOf(document value.Value, context expression.Context) ([]value.Values, error) {
	tuples := []value.Values{{}}
	for position, key := range i.keys {
		single, several, err := key.Expr.EvaluateForIndex(document, context)
		if err != nil {
			return nil, err
		}
		if isArray, _, _ := key.Expr.IsArrayIndexKey(); !isArray {
			several = value.Values{single}
		}
		distinct := value.NewSet(len(several), true, false)
		var longer []value.Values
		for _, one := range several {
			if position == 0 && one.Type() == value.MISSING || distinct.Has(one) {
				continue
			}
			distinct.Add(one)
			for _, tuple := range tuples {
				longer = append(longer, append(tuple[:len(tuple):len(tuple)], one))
			}
		}
		tuples = longer
	}
	return tuples, nil
}

func isBefore(a, b *datastore.IndexEntry) bool {
	for position, key := range a.EntryKey {
		if order := key.Collate(b.EntryKey[position]); order != 0 {
			return order < 0
		}
	}
	return a.PrimaryKey < b.PrimaryKey
}

func (i *index) Scan3(_ string, spans datastore.Spans2, _, _ bool,
	projection *datastore.IndexProjection, offset, limit int64, _ *datastore.IndexGroupAggregates,
	_ datastore.IndexKeyOrders, _ datastore.ScanConsistency, _ timestamp.Vector,
	connection *datastore.IndexConnection) {
	sender := connection.Sender()
	defer sender.Close()
	for _, entry := range i.entries {
		if limit <= 0 {
			return
		}
		if !isWithinAny(spans, entry.EntryKey) {
			continue
		}
		if offset > 0 {
			offset--
			continue
		}
		limit--
		i.indexer.keyspace.scanned.Add(1)
		if !sender.SendEntry(projected(entry, projection)) {
			return
		}
	}
}

func projected(entry *datastore.IndexEntry, projection *datastore.IndexProjection,
) *datastore.IndexEntry {
	if projection == nil {
		return entry
	}
	short := &datastore.IndexEntry{PrimaryKey: entry.PrimaryKey}
	for _, position := range projection.EntryKeys {
		short.EntryKey = append(short.EntryKey, entry.EntryKey[position])
	}
	return short
}

func isWithinAny(spans datastore.Spans2, keys value.Values) bool {
	for _, span := range spans {
		if isWithin(span, keys) {
			return true
		}
	}
	return false
}

func isWithin(span *datastore.Span2, keys value.Values) bool {
	for position, ends := range span.Ranges {
		key := keys[position]
		if ends.Low != nil {
			order := key.Collate(ends.Low)
			if order < 0 || order == 0 && ends.Inclusion&datastore.LOW == 0 {
				return false
			}
		}
		if ends.High != nil {
			order := key.Collate(ends.High)
			if order > 0 || order == 0 && ends.Inclusion&datastore.HIGH == 0 {
				return false
			}
		}
	}
	return true
}

func (i *index) Id() string                       { return i.name }
func (i *index) Name() string                     { return i.name }
func (i *index) KeyspaceId() string               { return i.indexer.KeyspaceId() }
func (i *index) BucketId() string                 { return i.indexer.BucketId() }
func (i *index) ScopeId() string                  { return i.indexer.ScopeId() }
func (i *index) Type() datastore.IndexType        { return datastore.GSI }
func (i *index) Indexer() datastore.Indexer       { return i.indexer }
func (i *index) SeekKey() expression.Expressions  { return nil }
func (i *index) RangeKey2() datastore.IndexKeys   { return i.keys }
func (i *index) Condition() expression.Expression { return i.where }
func (i *index) IsPrimary() bool                  { return false }

func (i *index) RangeKey() expression.Expressions {
	keys := make(expression.Expressions, 0, len(i.keys))
	for _, key := range i.keys {
		keys = append(keys, key.Expr)
	}
	return keys
}

func (i *index) State() (datastore.IndexState, string, errors.Error) { return i.state, "", nil }

func (i *index) PartitionKeys() (*datastore.IndexPartition, errors.Error) { return nil, nil }
