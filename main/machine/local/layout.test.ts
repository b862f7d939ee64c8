import { expect, test } from 'vitest'
import { layout } from './layout.mjs'

test('sockets of a short home are in it', () => {
  const { sockets, run } = layout('/root/.local/share/goldfinch')
  expect(sockets.containerd).toBe('/root/.local/share/goldfinch/engine/run/containerd.sock')
  expect(run.shims).toBe('/root/.local/share/goldfinch/engine/run/s')
})

test('sockets of a long home are where their paths fit the kernel', () => {
  const { sockets, run } = layout(`/home/${'long'.repeat(40)}`)
  expect(sockets.containerd).toMatch(/^\/run\/goldfinch\/[0-9a-f]{8}\/containerd\.sock$/)
  // A shim's socket is named by 64 hexadecimal digits, and 107 bytes are the kernel's limit.
  expect(run.shims.length + 65).toBeLessThanOrEqual(107)
})

test('the data store is the one that nerdctl computes', () => {
  // `echo -n /tmp/x/engine/run/containerd.sock | sha256sum | cut -c1-8`
  expect(layout('/tmp/x').data.store).toBe('/tmp/x/engine/data/nerdctl/5a039de2')
})

test('homes differ in their interfaces, whose names fit the kernel', () => {
  const [one, other] = [layout('/a').interfacePrefix, layout('/b').interfacePrefix]
  expect(one).not.toBe(other)
  expect(one).toMatch(/^gf[0-9a-f]{6}$/)
})
