import { describe, expect, it } from 'vitest'
import { Container, ContainerId } from '../../preload/contract/containers.ts'
import { Machine } from '../../preload/contract/machine.ts'
import { trayModel, type TrayItem } from './tray-model.ts'

const machine = (partial: Partial<Machine>): Machine =>
  Machine.parse({
    id: 'local',
    kind: 'local',
    name: 'This computer',
    status: 'running',
    since: 0,
    versions: {},
    paths: { home: '/home', logs: '/home/logs' },
    limitations: [],
    ...partial,
  })

const container = (name: string, partial: Partial<Container> = {}): Container =>
  Container.parse({
    id: name.repeat(3),
    name,
    image: 'busybox',
    command: [],
    state: 'running',
    createdAt: 0,
    ports: [],
    networks: [],
    mounts: [],
    restartPolicy: { name: 'no', restartCount: 0 },
    hasTerminal: false,
    removesItself: false,
    limits: {},
    labels: {},
    manager: 'nerdctl',
    ...partial,
  })

const words = (items: readonly TrayItem[]): readonly string[] =>
  items.map((item) => (item.type === 'separator' ? '-' : item.label))

describe('the tray', () => {
  it('says that it is connecting while the backend has not answered', () => {
    const model = trayModel({ machine: undefined, containers: [] })
    expect(model.toolTip).toBe('Goldfinch: connecting')
    expect(words(model.items)).toEqual(['Connecting', '-', 'Open Goldfinch', 'Quit Goldfinch'])
  })

  it('offers to start a machine that is stopped', () => {
    const model = trayModel({ machine: machine({ status: 'stopped' }), containers: [] })
    expect(model.icon).toBe('stopped')
    expect(words(model.items)).toContain('Start machine')
    expect(words(model.items)).not.toContain('Stop machine')
  })

  it('names the stage of a start in its tooltip', () => {
    const stages = [
      { id: 'checks', label: 'Checks', state: 'done' as const },
      { id: 'containerd', label: 'containerd', state: 'running' as const },
    ]
    const starting = machine({
      status: 'starting',
      timeline: { action: 'start', startedAt: 0, stages },
    })
    const { toolTip, icon } = trayModel({ machine: starting, containers: [] })
    expect({ toolTip, icon }).toEqual({
      toolTip: 'Goldfinch: machine starting (containerd)',
      icon: 'waiting',
    })
  })

  it('says why a machine is broken', () => {
    const problem = { code: 'exhausted' as const, message: 'The disk is full.', logTail: [] }
    const model = trayModel({ machine: machine({ status: 'broken', problem }), containers: [] })
    expect(model.toolTip).toBe('Goldfinch: machine broken: The disk is full.')
    expect(words(model.items)).toContain('Start machine')
  })

  it('lists what runs by name, each with its ports, logs and stop', () => {
    const port = { hostAddress: '0.0.0.0', hostPort: 8080, containerPort: 80 }
    const web = container('web', {
      ports: [
        { ...port, protocol: 'tcp' },
        { ...port, hostAddress: '::', protocol: 'tcp' },
        { ...port, hostPort: 53, protocol: 'udp' },
      ],
    })
    const paused = container('db', { state: 'paused' })
    const model = trayModel({
      machine: machine({}),
      containers: [web, paused, container('old', { state: 'exited' })],
    })
    expect(model.toolTip).toBe('Goldfinch: machine running, 2 containers running')
    expect(words(model.items)).toEqual([
      'Machine running',
      'Stop machine',
      '-',
      'db (paused)',
      'web',
      '-',
      'Open Goldfinch',
      'Quit Goldfinch',
    ])
    const menu = model.items.find((item) => item.type === 'menu' && item.label === 'web')
    expect(menu?.type === 'menu' ? words(menu.items) : []).toEqual([
      'Open localhost:8080',
      'Logs',
      'Stop web',
    ])
  })

  it('stays short with thousands of containers', () => {
    const containers = Array.from({ length: 2000 }, (_, index) => container(`c${String(index)}`))
    const { items } = trayModel({ machine: machine({}), containers })
    expect(items.length).toBeLessThan(30)
    expect(words(items)).toContain('1980 more…')
    expect(ContainerId.safeParse(containers[0]?.id).success).toBe(true)
  })
})
