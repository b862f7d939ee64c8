'use strict'
const Module = require('node:module')
const { Readable } = require('node:stream')
const electron = require('electron')
const { Headers, Response } = require('undici')

Object.assign(globalThis, { Headers, Response })

async function* chunks(body) {
  for await (const chunk of body) yield Buffer.from(chunk)
}

// protocol.handle came with Electron 25.
electron.protocol.handle ??= (scheme, handler) =>
  electron.protocol.registerStreamProtocol(scheme, ({ url, method, headers }, reply) => {
    Promise.resolve(handler({ url, method, headers: new Headers(headers) })).then(
      (response) =>
        reply({
          statusCode: response.status,
          headers: Object.fromEntries(response.headers),
          data: Readable.from(response.body ? chunks(response.body) : []),
        }),
      (error) => {
        console.error(error)
        reply({ statusCode: 500, data: Readable.from([]) })
      },
    )
  })

// A tray cannot be seen under Xvfb: what it is told is recorded for the tests.
globalThis.trays = []
const recorded = Object.create(electron, {
  Tray: {
    value: function RecordedTray(...args) {
      const tray = new electron.Tray(...args)
      const record = { tray }
      globalThis.trays.push(record)
      for (const [method, key] of [
        ['setToolTip', 'toolTip'],
        ['setContextMenu', 'menu'],
      ]) {
        const original = tray[method].bind(tray)
        tray[method] = (value) => {
          record[key] = value
          original(value)
        }
      }
      return tray
    },
  },
})
const load = Module._load
Module._load = (request, ...rest) => (request === 'electron' ? recorded : load(request, ...rest))
