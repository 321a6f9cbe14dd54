package main

import (
	"encoding/json"
	"sync/atomic"

	"github.com/couchbase/query/auth"
	"github.com/couchbase/query/datastore"
	"github.com/couchbase/query/errors"
	"github.com/couchbase/query/logging"
	"github.com/couchbase/query/value"
)

// store is a cluster with one namespace, bucket, scope and collection: the keyspace. What all of them
// lack is what these statements never ask for.
type store struct {
	datastore.Datastore
	keyspace *keyspace
}

func (s *store) NamespaceById(string) (datastore.Namespace, errors.Error) {
	return &namespace{store: s}, nil
}

func (s *store) NamespaceByName(string) (datastore.Namespace, errors.Error) {
	return &namespace{store: s}, nil
}

func (s *store) Authorize(*auth.Privileges, *auth.Credentials) errors.Error { return nil }
func (s *store) PreAuthorize(*auth.Privileges)                              {}
func (s *store) Info() datastore.Info                                       { return nil }
func (s *store) URL() string                                                { return "memory" }

type namespace struct {
	datastore.Namespace
	store *store
}

func (n *namespace) Id() string                     { return namespaceName }
func (n *namespace) Name() string                   { return namespaceName }
func (n *namespace) Datastore() datastore.Datastore { return n.store }

func (n *namespace) BucketByName(name string) (datastore.Bucket, errors.Error) {
	if name != n.store.keyspace.path[0] {
		return nil, errors.NewOtherNotImplementedError(nil, "bucket "+name)
	}
	return &bucket{namespace: n}, nil
}

type bucket struct {
	datastore.Bucket
	namespace *namespace
}

func (b *bucket) Id() string                     { return b.Name() }
func (b *bucket) Name() string                   { return b.namespace.store.keyspace.path[0] }
func (b *bucket) Uid() string                    { return b.Name() }
func (b *bucket) Namespace() datastore.Namespace { return b.namespace }
func (b *bucket) NamespaceId() string            { return namespaceName }

func (b *bucket) ScopeByName(name string) (datastore.Scope, errors.Error) {
	if name != b.namespace.store.keyspace.path[1] {
		return nil, errors.NewOtherNotImplementedError(nil, "scope "+name)
	}
	return &scope{bucket: b}, nil
}

type scope struct {
	datastore.Scope
	bucket *bucket
}

func (s *scope) Id() string               { return s.Name() }
func (s *scope) Name() string             { return s.bucket.namespace.store.keyspace.path[1] }
func (s *scope) Uid() string              { return s.Name() }
func (s *scope) Bucket() datastore.Bucket { return s.bucket }
func (s *scope) BucketId() string         { return s.bucket.Id() }

func (s *scope) KeyspaceByName(name string) (datastore.Keyspace, errors.Error) {
	keyspace := s.bucket.namespace.store.keyspace
	if name != keyspace.path[2] {
		return nil, errors.NewOtherNotImplementedError(nil, "collection "+name)
	}
	keyspace.scope = s
	return keyspace, nil
}

// keyspace has the documents, and counts how many are read from it and from its indexes.
type keyspace struct {
	datastore.Keyspace
	path      [3]string
	scope     *scope
	documents map[string]value.Value
	indexer   *indexer
	fetched   atomic.Int64
	scanned   atomic.Int64
}

func newKeyspace(bucket, scope, collection string, documents map[string]json.RawMessage) *keyspace {
	made := &keyspace{
		path:      [3]string{bucket, scope, collection},
		documents: make(map[string]value.Value, len(documents)),
	}
	for key, document := range documents {
		// As a query node has what it read from a data node: in bytes, parsed where it is needed.
		made.documents[key] = value.NewParsedValue(document, true)
	}
	made.indexer = &indexer{keyspace: made}
	return made
}

func (k *keyspace) Id() string                     { return k.path[2] }
func (k *keyspace) Name() string                   { return k.path[2] }
func (k *keyspace) Uid() string                    { return k.path[2] }
func (k *keyspace) AuthKey() string                { return k.path[0] }
func (k *keyspace) NamespaceId() string            { return "" }
func (k *keyspace) Namespace() datastore.Namespace { return nil }
func (k *keyspace) Scope() datastore.Scope         { return k.scope }
func (k *keyspace) ScopeId() string                { return k.path[1] }
func (k *keyspace) IsBucket() bool                 { return false }
func (k *keyspace) Release(bool)                   {}

func (k *keyspace) QualifiedName() string {
	return namespaceName + ":" + k.path[0] + "." + k.path[1] + "." + k.path[2]
}

func (k *keyspace) Count(datastore.QueryContext) (int64, errors.Error) {
	return int64(len(k.documents)), nil
}

func (k *keyspace) Indexer(datastore.IndexType) (datastore.Indexer, errors.Error) {
	return k.indexer, nil
}

func (k *keyspace) Indexers() ([]datastore.Indexer, errors.Error) {
	return []datastore.Indexer{k.indexer}, nil
}

func (k *keyspace) Fetch(keys []string, found map[string]value.AnnotatedValue,
	_ datastore.QueryContext, _ []string, _ []string, _ bool) errors.Errors {
	k.fetched.Add(int64(len(keys)))
	for _, key := range keys {
		if document, ok := k.documents[key]; ok {
			found[key] = value.NewAnnotatedValue(document.Copy())
			found[key].SetId(key)
		}
	}
	return nil
}

// indexer keeps the secondary indexes that CREATE INDEX asked for.
type indexer struct {
	datastore.Indexer3
	keyspace *keyspace
	indexes  []datastore.Index
}

func (i *indexer) Name() datastore.IndexType                                { return datastore.GSI }
func (i *indexer) KeyspaceId() string                                       { return i.keyspace.Id() }
func (i *indexer) BucketId() string                                         { return i.keyspace.path[0] }
func (i *indexer) ScopeId() string                                          { return i.keyspace.path[1] }
func (i *indexer) Indexes() ([]datastore.Index, errors.Error)               { return i.indexes, nil }
func (i *indexer) Refresh() errors.Error                                    { return nil }
func (i *indexer) MetadataVersion() uint64                                  { return uint64(len(i.indexes)) }
func (i *indexer) SetLogLevel(logging.Level)                                {}
func (i *indexer) PrimaryIndexes() ([]datastore.PrimaryIndex, errors.Error) { return nil, nil }

func (i *indexer) IndexByName(name string) (datastore.Index, errors.Error) {
	for _, index := range i.indexes {
		if index.Name() == name {
			return index, nil
		}
	}
	return nil, errors.NewOtherIdxNotFoundError(nil, name)
}

func (i *indexer) IndexById(id string) (datastore.Index, errors.Error) { return i.IndexByName(id) }
