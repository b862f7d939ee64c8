import { create, toBinary } from '@bufbuild/protobuf'
import { describe, expect, it } from 'vitest'
import { differOnlyInHealth, taskAfter } from './container-events.ts'
import { decodeEvent } from './events.ts'
import { TaskDeleteSchema, TaskExitSchema } from './generated/events/task_pb.js'
import { EnvelopeSchema } from './generated/types/event_pb.js'
import { label } from './labels.ts'

const running = { status: 'running', pid: 7 } as const

describe('the task of a container', () => {
  it('ends with its own process, not with an older one', () => {
    const exit = { type: 'task-exited', id: 'x', exitCode: 1, at: 5 } as const
    expect(taskAfter({ ...exit, pid: 7 }, running)).toEqual({
      status: 'stopped',
      pid: 7,
      exitCode: 1,
      exitedAt: 5,
    })
    expect(taskAfter({ ...exit, pid: 6 }, running)).toEqual(running)
    expect(taskAfter({ ...exit, type: 'task-deleted', pid: 6 }, running)).toEqual(running)
    expect(taskAfter({ ...exit, type: 'task-deleted', pid: 7 }, running)).toBeUndefined()
  })

  it('is made, started, paused and resumed', () => {
    const made = taskAfter({ type: 'task-created', id: 'x', pid: 7 }, undefined)
    expect(made).toEqual({ status: 'created', pid: 7 })
    expect(taskAfter({ type: 'task-started', id: 'x', pid: 7, at: 1 }, made)).toEqual(running)
    const paused = taskAfter({ type: 'task-paused', id: 'x' }, running)
    expect(paused).toEqual({ status: 'paused', pid: 7 })
    expect(taskAfter({ type: 'task-resumed', id: 'x' }, paused)).toEqual(running)
    expect(taskAfter({ type: 'task-paused', id: 'x' }, undefined)).toBeUndefined()
  })
})

it('sees when only the health has changed', () => {
  const before = { a: '1', [label.healthState]: 'x' }
  expect(differOnlyInHealth(before, { ...before, [label.healthState]: 'y' })).toBe(true)
  expect(differOnlyInHealth(before, { a: '1' })).toBe(true)
  expect(differOnlyInHealth(before, { ...before, a: '2' })).toBe(false)
  expect(differOnlyInHealth(before, before)).toBe(false)
})

describe('events of containerd', () => {
  const envelope = (topic: string, value: Uint8Array) =>
    create(EnvelopeSchema, { topic, namespace: 'default', event: { typeUrl: '', value } })

  it('tell the end of a container, and not of what runs beside it', () => {
    const exit = {
      containerId: 'web',
      pid: 7,
      exitStatus: 137,
      exitedAt: { seconds: 5n, nanos: 0 },
    }
    const bytes = (id: string) => toBinary(TaskExitSchema, create(TaskExitSchema, { ...exit, id }))
    expect(decodeEvent(envelope('/tasks/exit', bytes('web')))).toEqual({
      type: 'task-exited',
      id: 'web',
      pid: 7,
      exitCode: 137,
      at: 5000,
    })
    expect(decodeEvent(envelope('/tasks/exit', bytes('health-check-1f')))).toBeUndefined()
    const deleted = create(TaskDeleteSchema, { containerId: 'web', id: 'exec-1', pid: 8 })
    expect(
      decodeEvent(envelope('/tasks/delete', toBinary(TaskDeleteSchema, deleted))),
    ).toBeUndefined()
  })

  it('that are of no use, or that cannot be read, are nothing', () => {
    expect(decodeEvent(envelope('/snapshot/prepare', new Uint8Array()))).toBeUndefined()
    expect(decodeEvent(envelope('/tasks/exit', Buffer.from([0xff, 0xff])))).toBeUndefined()
    expect(decodeEvent(create(EnvelopeSchema, { topic: '/tasks/exit' }))).toBeUndefined()
  })
})
