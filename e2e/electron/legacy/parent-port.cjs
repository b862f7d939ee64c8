'use strict'
// Required first in the backend's process: gives plain Node what a utility process has.
const { EventEmitter } = require('node:events')
const fs = require('node:fs')

// Chromium's launcher hands a utility process only what is meant for it; a fork from the shell
// hands on all that is open there, and the engine's daemons would hold it for ever.
for (const name of fs.readdirSync('/proc/self/fd')) {
  const fd = Number(name)
  if (fd <= 2 || name === process.env.NODE_CHANNEL_FD) continue
  try {
    const flags = /^flags:\s*(\d+)$/m.exec(fs.readFileSync(`/proc/self/fdinfo/${name}`, 'utf8'))
    const closesOnExec = (Number.parseInt(flags[1], 8) & 0o2000000) !== 0
    if (!closesOnExec) fs.closeSync(fd)
  } catch (error) {
    if (error.code !== 'ENOENT' && error.code !== 'EBADF') throw error // the one that listed them
  }
}

const ports = new Map()

class RelayedPort extends EventEmitter {
  #early = []

  constructor(id) {
    super()
    this.id = id
    ports.set(id, this)
  }
  receive({ close, data }) {
    if (close) {
      if (ports.delete(this.id)) this.emit('close')
    } else if (this.#early) this.#early.push(data)
    else this.emit('message', { data, ports: [] })
  }
  start() {
    const early = this.#early ?? []
    this.#early = undefined
    for (const data of early) this.receive({ data })
  }
  postMessage(data) {
    if (ports.has(this.id)) process.send({ port: this.id, data })
  }
  close() {
    if (!ports.delete(this.id)) return
    process.send({ port: this.id, close: true })
    this.emit('close')
  }
}

process.parentPort = Object.assign(new EventEmitter(), {
  postMessage: (data) => process.send({ data }),
})
process.on('message', ({ port, close, data, ports: ids = [] }) => {
  if (port !== undefined) return void ports.get(port)?.receive({ close, data })
  process.parentPort.emit('message', { data, ports: ids.map((id) => new RelayedPort(id)) })
})
process.on('disconnect', () => process.exit(0))
