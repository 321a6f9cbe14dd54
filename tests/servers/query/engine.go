package main

import (
	"encoding/json"
	"fmt"
	"sync"
	"time"

	"github.com/couchbase/query/auth"
	"github.com/couchbase/query/datastore"
	"github.com/couchbase/query/errors"
	"github.com/couchbase/query/execution"
	"github.com/couchbase/query/logging"
	"github.com/couchbase/query/parser/n1ql"
	"github.com/couchbase/query/plan"
	"github.com/couchbase/query/planner"
	"github.com/couchbase/query/rewrite"
	"github.com/couchbase/query/semantics"
	"github.com/couchbase/query/tenant"
	"github.com/couchbase/query/timestamp"
	"github.com/couchbase/query/util"
	"github.com/couchbase/query/value"
)

const (
	namespaceName  = "default"
	longestRun     = time.Minute
	pipelineLength = 512
	pipelineBatch  = 16
)

// engine goes the way of a request through a query node, from its text to its rows.
type engine struct {
	store    *store
	keyspace *keyspace
}

func newEngine(keyspace *keyspace) *engine {
	store := &store{keyspace: keyspace}
	datastore.SetDatastore(store)
	return &engine{store: store, keyspace: keyspace}
}

func (e *engine) run(asked statement) answer {
	e.keyspace.fetched.Store(0)
	e.keyspace.scanned.Store(0)
	output := &output{done: make(chan struct{})}
	planned, err := e.runWith(asked, output)
	if err != nil {
		output.add(err)
	}
	result := answer{Fetched: e.keyspace.fetched.Load(), Scanned: e.keyspace.scanned.Load()}
	if planned != nil {
		result.Plan, _ = json.Marshal(planned)
	}
	output.lock.Lock()
	defer output.lock.Unlock()
	result.Rows, result.Errors = output.rows, output.errors
	return result
}

func (e *engine) runWith(asked statement, output *output) (plan.Operator, error) {
	arguments := make(map[string]value.Value, len(asked.Parameters))
	for name, argument := range asked.Parameters {
		arguments[name] = value.NewValue(argument)
	}
	parsed, err := n1ql.ParseStatement2(asked.Text, namespaceName, "")
	if err != nil {
		return nil, fmt.Errorf("parser: %w", err)
	}
	if _, err = parsed.Accept(rewrite.NewRewrite(rewrite.REWRITE_PHASE1)); err != nil {
		return nil, fmt.Errorf("rewrite: %w", err)
	}
	if _, err = parsed.Accept(semantics.NewSemChecker(true, parsed.Type(), false)); err != nil {
		return nil, fmt.Errorf("semantics: %w", err)
	}
	context := execution.NewContext("request", e.store, nil, namespaceName, false, 1, pipelineLength,
		pipelineLength, pipelineBatch, arguments, nil, auth.NewCredentials(), datastore.UNBOUNDED,
		noVectors{}, output, nil, datastore.INDEX_API_MAX, util.DEF_N1QL_FEAT_CTRL, "", false, false,
		nil, 0, 0)
	var preparing planner.PrepareContext
	planner.NewPrepareContext(&preparing, "request", "", arguments, nil, datastore.INDEX_API_MAX,
		util.DEF_N1QL_FEAT_CTRL, false, false, nil, nil, context, false)
	planned, _, err, _ := planner.Build(parsed, e.store, nil, namespaceName, false, true, false,
		&preparing)
	if err != nil {
		return nil, fmt.Errorf("planner: %w", err)
	}
	context.SetPrepared(plan.NewPrepared(planned.PlanOp(), nil, nil, nil))
	operator, err := execution.Build(planned.PlanOp(), context)
	if err != nil {
		return planned.PlanOp(), fmt.Errorf("execution: %w", err)
	}
	operator.SetRoot(context)
	operator.RunOnce(context, nil)
	select {
	case <-output.done:
		return planned.PlanOp(), nil
	case <-time.After(longestRun):
		return planned.PlanOp(), fmt.Errorf("no end after %v", longestRun)
	}
}

// noVectors asks every index for what it has now.
type noVectors struct{}

func (noVectors) Type() int32                                { return timestamp.NO_VECTORS }
func (noVectors) ScanVector(string, string) timestamp.Vector { return nil }

// output collects the rows; the statistics of a request are dropped.
type output struct {
	execution.Output
	lock   sync.Mutex
	once   sync.Once
	done   chan struct{}
	rows   []json.RawMessage
	errors []string
}

func (o *output) add(err error) {
	o.lock.Lock()
	defer o.lock.Unlock()
	o.errors = append(o.errors, err.Error())
}

func (o *output) Result(item value.AnnotatedValue) bool {
	row, err := item.MarshalJSON()
	if err != nil {
		o.add(err)
		return false
	}
	o.lock.Lock()
	defer o.lock.Unlock()
	o.rows = append(o.rows, append(json.RawMessage(nil), row...))
	return true
}

func (o *output) CloseResults()            { o.once.Do(func() { close(o.done) }) }
func (o *output) Abort(err errors.Error)   { o.Fatal(err) }
func (o *output) Fatal(err errors.Error)   { o.add(err); o.CloseResults() }
func (o *output) Error(err errors.Error)   { o.add(err) }
func (o *output) Warning(err errors.Error) { o.add(err) }

func (o *output) GetErrorCount() int {
	o.lock.Lock()
	defer o.lock.Unlock()
	return len(o.errors)
}

func (o *output) SetErrors(errs errors.Errors) {
	for _, err := range errs {
		o.add(err)
	}
}

func (o *output) SetUp()                                       {}
func (o *output) Errors() []errors.Error                       { return nil }
func (o *output) GetErrorLimit() int                           { return errors.DEFAULT_REQUEST_ERROR_LIMIT }
func (o *output) SortCount() uint64                            { return 0 }
func (o *output) SetSortCount(uint64)                          {}
func (o *output) AddPhaseOperator(execution.Phases)            {}
func (o *output) AddPhaseCount(execution.Phases, uint64)       {}
func (o *output) AddPhaseTime(execution.Phases, time.Duration) {}
func (o *output) AddCpuTime(time.Duration)                     {}
func (o *output) AddTenantUnits(tenant.Service, tenant.Unit)   {}
func (o *output) TrackMemory(uint64)                           {}
func (o *output) Loga(logging.Level, func() string)            {}
func (o *output) LogLevel() logging.Level                      { return logging.NONE }
