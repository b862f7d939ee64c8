'use strict'
// Required first in the backend's process: gives plain Node what a utility process has.
const { EventEmitter } = require('node:events')

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
