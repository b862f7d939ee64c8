'use strict'
const { fork } = require('node:child_process')
const { EventEmitter } = require('node:events')
const { join } = require('node:path')
const { utilityProcess } = require('electron')

/** Plain Node cannot read the archive of a packaged app: what it needs lies beside it. */
const unpacked = (path) => path.replace(/app\.asar(?=[\\/])/, 'app.asar.unpacked')

/**
 * The backend needs Node 24: it runs there, unchanged, as a child process. Its ports are relayed
 * over the child's IPC channel, told apart by number.
 */
utilityProcess.fork = (entry, args = [], { execArgv = [], env = process.env, cwd } = {}) => {
  const child = fork(unpacked(entry), args, {
    execPath: process.env.GOLDFINCH_E2E_NODE,
    cwd,
    env,
    serialization: 'advanced',
    execArgv: ['--require', unpacked(join(__dirname, 'parent-port.cjs')), ...execArgv],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const handle = new EventEmitter()
  const ports = new Map()
  let lastPort = 0
  const send = (message) => child.connected && child.send(message)
  const adopt = (port) => {
    lastPort += 1
    const id = lastPort
    ports.set(id, port)
    port.on('message', ({ data }) => send({ port: id, data }))
    port.on('close', () => ports.delete(id) && send({ port: id, close: true }))
    port.start()
    return id
  }
  child.on('spawn', () => handle.emit('spawn'))
  child.on('exit', (code) => {
    for (const port of ports.values()) port.close()
    ports.clear()
    handle.emit('exit', code ?? 1)
  })
  child.on('message', ({ port: id, close, data }) => {
    if (id === undefined) return void handle.emit('message', data)
    const port = ports.get(id)
    if (close) {
      ports.delete(id)
      port?.close()
    } else port?.postMessage(data)
  })
  return Object.assign(handle, {
    pid: child.pid,
    kill: () => child.kill(),
    postMessage: (data, transfer = []) => send({ data, ports: transfer.map(adopt) }),
  })
}
