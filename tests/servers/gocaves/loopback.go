package main

import (
	"os"
	"strconv"
	"syscall"
)

// keepToLoopback has every listening socket of this process hear the machine itself alone: the
// mock's own sockets listen on all networks, and no setting changes that.
func keepToLoopback() error {
	descriptors, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		return err
	}
	for _, named := range descriptors {
		descriptor, err := strconv.Atoi(named.Name())
		if err != nil {
			return err
		}
		listens, err := syscall.GetsockoptInt(descriptor, syscall.SOL_SOCKET, syscall.SO_ACCEPTCONN)
		if err != nil || listens == 0 { // a file, or a connection
			continue
		}
		if err := syscall.BindToDevice(descriptor, "lo"); err != nil {
			return err
		}
	}
	return nil
}
