import { expect, it } from 'vitest'
import { parseLifecycle, parseNetworks, parsePorts } from './data-files.ts'

// Captured from nerdctl 2.3.5.
const ports =
  '{"portMappings":[{"HostPort":18081,"ContainerPort":80,"Protocol":"tcp","HostIP":"0.0.0.0"}]}'
const lifecycle = '{"started_at":"2026-11-21T07:19:38.001575237Z","create_error":false}'
const meta =
  '{"ID":"39d6","Networks":{"bridge":{"cniVersion":"1.1.0","interfaces":[{"mac":"96:8c:50:a6:af:06","name":"nerdctl0"},{"mac":"b6:c7:a6:bc:e3:31","name":"veth10883c55"},{"mac":"92:6d:95:f0:cd:63","name":"eth0","sandbox":"/proc/12847/ns/net"}],"ips":[{"address":"10.211.0.2/24","gateway":"10.211.0.1","interface":2}],"routes":[{"dst":"0.0.0.0/0"}]}},"Hostname":"39d6437d1ab4","ExtraHosts":{},"Name":"hello","Domainname":""}'

it("reads nerdctl's files", () => {
  expect(parsePorts(ports)).toEqual([
    { hostAddress: '0.0.0.0', hostPort: 18_081, containerPort: 80, protocol: 'tcp' },
  ])
  expect(parsePorts('{"portMappings":null}')).toEqual([])
  expect(parseLifecycle(lifecycle)).toBe(Date.parse('2026-11-21T07:19:38.001Z'))
  expect(parseNetworks(meta)).toEqual([
    {
      name: 'bridge',
      addresses: ['10.211.0.2/24'],
      mac: '92:6d:95:f0:cd:63',
      gateway: '10.211.0.1',
    },
  ])
})

it.each([undefined, '', 'null', '[]', '{', '{"portMappings":7,"started_at":7,"Networks":7}'])(
  'knows nothing from %o',
  (text) => {
    expect([parsePorts(text), parseLifecycle(text), parseNetworks(text)]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
  },
)

it('does not take the time of Go that is none for one', () => {
  expect(parseLifecycle('{"started_at":"0001-01-01T00:00:00Z"}')).toBeUndefined()
})
