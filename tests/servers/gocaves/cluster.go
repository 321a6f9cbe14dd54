package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/couchbase/gocbcore/v9/memd"
	"github.com/couchbaselabs/gocaves/mock"
	"github.com/couchbaselabs/gocaves/mock/mockauth"
	"github.com/couchbaselabs/gocaves/mock/mockimpl"
	"github.com/couchbaselabs/gocaves/mock/mockimpl/kvproc"
)

const (
	vBuckets  = 1024
	jsonFlags = 0x02000006 // what the SDKs store JSON with
)

// The ports that a system hands out have five digits, as no other number of a cluster map has.
var portInMap = regexp.MustCompile(`\b\d{5}\b`)

// No query, search or analytics service: the mock would answer 501 to each request.
var nodeOptions = mock.NewNodeOptions{
	Features: []mock.ClusterNodeFeature{mock.ClusterNodeFeatureDurations},
	Services: []mock.ServiceType{mock.ServiceTypeKeyValue, mock.ServiceTypeMgmt},
}

// document is what a test stores: any bytes, in a scope and collection that are made for it.
type document struct {
	ID         string `json:"id"`
	Body       []byte `json:"body"`
	Scope      string `json:"scope"`
	Collection string `json:"collection"`
}

// cluster is the mock's, with a front before each node.
type cluster struct {
	lock   sync.RWMutex // a change waits until no request is being answered
	mock   mock.Cluster
	bucket mock.Bucket
	fronts []*front
}

func newCluster(wanted *start) (*cluster, error) {
	mocked, err := mockimpl.NewCluster(mock.NewClusterOptions{
		NumVbuckets: vBuckets, InitialNode: nodeOptions,
	})
	if err != nil {
		return nil, err
	}
	c := &cluster{mock: mocked}
	mocked.KvInHooks().Add(c.answerBetweenChanges)
	mocked.KvOutHooks().Add(c.nameFrontsInMap)
	account := mockauth.UpsertUserOptions{
		Username: wanted.Username, Password: wanted.Password, Roles: []string{"admin"},
	}
	if err := mocked.Users().UpsertUser(account); err != nil {
		return nil, err
	}
	for number := 1; number < wanted.Nodes; number++ {
		if _, err := mocked.AddNode(nodeOptions); err != nil {
			return nil, err
		}
	}
	c.bucket, err = mocked.AddBucket(mock.NewBucketOptions{
		Name: wanted.Bucket, Type: mock.BucketTypeCouchbase,
	})
	if err != nil {
		return nil, err
	}
	for number, node := range mocked.Nodes() {
		port := 0
		if number < len(wanted.Ports) {
			port = wanted.Ports[number]
		}
		if err := c.addFront(port, node); err != nil {
			return nil, err
		}
	}
	for _, stored := range wanted.Documents {
		if err := c.put(stored); err != nil {
			return nil, err
		}
	}
	return c, nil
}

func (c *cluster) addFront(port int, node mock.ClusterNode) error {
	added, err := newFront(port, node.KvService().ListenPort())
	if err != nil {
		return err
	}
	c.fronts = append(c.fronts, added)
	return keepToLoopback()
}

// ports returns what clients connect to, a port for each node.
func (c *cluster) ports() []int {
	var ports []int
	for _, front := range c.fronts {
		ports = append(ports, front.port)
	}
	return ports
}

func (c *cluster) connectionString() string {
	var hosts []string
	for _, port := range c.ports() {
		hosts = append(hosts, fmt.Sprintf("127.0.0.1:%d", port))
	}
	return "couchbase://" + strings.Join(hosts, ",")
}

// addNode adds a node that holds nothing until the documents are spread anew.
func (c *cluster) addNode() error {
	c.lock.Lock()
	defer c.lock.Unlock()
	node, err := c.mock.AddNode(nodeOptions)
	if err != nil {
		return err
	}
	return c.addFront(0, node)
}

// spread gives the documents to these nodes alone, in turn, and raises the map's revision. What
// another node is asked for from now on is NOT_MY_VBUCKET.
func (c *cluster) spread(numbers []int) error {
	c.lock.Lock()
	defer c.lock.Unlock()
	nodes := c.mock.Nodes()
	var ids []string
	for _, number := range numbers {
		if number < 0 || number >= len(nodes) {
			return errors.New("no such node")
		}
		ids = append(ids, nodes[number].ID())
	}
	c.bucket.UpdateVbMap(ids)
	return nil
}

func (c *cluster) put(stored document) error {
	c.lock.Lock()
	defer c.lock.Unlock()
	collection, err := c.collectionID(stored)
	if err != nil {
		return err
	}
	_, err = c.engine().Set(kvproc.StoreOptions{
		Vbucket: vBucketOf(stored.ID), CollectionID: collection, Key: []byte(stored.ID),
		Value: stored.Body, Flags: jsonFlags, Datatype: datatypeOf(stored.Body),
	})
	return err
}

func datatypeOf(body []byte) uint8 {
	if json.Valid(body) { // a server looks for itself; the mock believes whoever stores
		return uint8(memd.DatatypeFlagJSON)
	}
	return 0
}

func (c *cluster) remove(stored document) error {
	c.lock.Lock()
	defer c.lock.Unlock()
	collection, err := c.collectionID(stored)
	if err != nil {
		return err
	}
	_, err = c.engine().Delete(kvproc.DeleteOptions{
		Vbucket: vBucketOf(stored.ID), CollectionID: collection, Key: []byte(stored.ID),
	})
	return err
}

func (c *cluster) engine() *kvproc.Engine {
	return kvproc.New(c.bucket.Store(), make([]int, vBuckets)) // as the node that holds them all
}

func (c *cluster) collectionID(stored document) (uint, error) {
	if stored.Collection == "" {
		return 0, nil
	}
	manifest := c.bucket.CollectionManifest()
	if _, err := manifest.AddScope(stored.Scope); err != nil && err != mock.ErrScopeExists {
		return 0, err
	}
	_, err := manifest.AddCollection(stored.Scope, stored.Collection, 0)
	if err != nil && err != mock.ErrCollectionExists {
		return 0, err
	}
	_, id, err := manifest.GetByName(stored.Scope, stored.Collection)
	return uint(id), err
}

func vBucketOf(id string) uint {
	return uint(crc32.ChecksumIEEE([]byte(id))>>16&0x7fff) % vBuckets
}

func (c *cluster) answerBetweenChanges(
	_ mock.KvClient, _ *memd.Packet, _ time.Time, next func(),
) {
	c.lock.RLock()
	defer c.lock.RUnlock()
	next()
}

// nameFrontsInMap has clients come to the fronts: the mock's map names its own ports.
func (c *cluster) nameFrontsInMap(
	_ mock.KvClient, answer *memd.Packet, _ time.Time, next func(),
) {
	if answer.Command == memd.CmdGetClusterConfig {
		answer.Value = portInMap.ReplaceAllFunc(answer.Value, c.frontOf)
	}
	next()
}

func (c *cluster) frontOf(port []byte) []byte {
	for _, front := range c.fronts {
		if strconv.Itoa(front.backend) == string(port) {
			return []byte(strconv.Itoa(front.port))
		}
	}
	return port
}
