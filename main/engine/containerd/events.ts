import { fromBinary } from '@bufbuild/protobuf'
import {
  ContainerCreateSchema,
  ContainerDeleteSchema,
  ContainerUpdateSchema,
} from './generated/events/container_pb.js'
import {
  ImageCreateSchema,
  ImageDeleteSchema,
  ImageUpdateSchema,
} from './generated/events/image_pb.js'
import {
  NamespaceCreateSchema,
  NamespaceDeleteSchema,
  NamespaceUpdateSchema,
} from './generated/events/namespace_pb.js'
import {
  TaskCreateSchema,
  TaskDeleteSchema,
  TaskExitSchema,
  TaskPausedSchema,
  TaskResumedSchema,
  TaskStartSchema,
} from './generated/events/task_pb.js'
import type { Envelope } from './generated/types/event_pb.js'
import { toTime } from './time.ts'

type Labels = Readonly<Record<string, string>>

/** What happened to one object, without what concerns only processes beside the main one. */
export type EngineEvent =
  | { readonly type: 'container-created' | 'container-deleted'; readonly id: string }
  | { readonly type: 'container-updated'; readonly id: string; readonly labels: Labels }
  | { readonly type: 'task-created'; readonly id: string; readonly pid: number }
  | {
      readonly type: 'task-started'
      readonly id: string
      readonly pid: number
      readonly at: number | undefined
    }
  | {
      readonly type: 'task-exited' | 'task-deleted'
      readonly id: string
      readonly pid: number
      readonly exitCode: number
      readonly at: number | undefined
    }
  | { readonly type: 'task-paused' | 'task-resumed'; readonly id: string }
  | { readonly type: 'image-changed' | 'image-deleted'; readonly name: string }
  | { readonly type: 'namespace-changed'; readonly name: string; readonly labels: Labels }
  | { readonly type: 'namespace-deleted'; readonly name: string }

/** Only what {@link decodeEvent} knows crosses the socket: not the noise of execs and snapshots. */
export const eventFilters: readonly string[] = [
  'topic~="^/containers/"',
  'topic~="^/images/"',
  'topic~="^/namespaces/"',
  'topic~="^/tasks/(create|start|exit|delete|paused|resumed)$"',
]

type Decode = (bytes: Uint8Array, envelope: Envelope) => EngineEvent | undefined

const decoders: Readonly<Record<string, Decode>> = {
  '/containers/create': (bytes) => ({
    type: 'container-created',
    id: fromBinary(ContainerCreateSchema, bytes).id,
  }),
  '/containers/update': (bytes) => {
    const { id, labels } = fromBinary(ContainerUpdateSchema, bytes)
    return { type: 'container-updated', id, labels }
  },
  '/containers/delete': (bytes) => ({
    type: 'container-deleted',
    id: fromBinary(ContainerDeleteSchema, bytes).id,
  }),
  '/tasks/create': (bytes) => {
    const { containerId, pid } = fromBinary(TaskCreateSchema, bytes)
    return { type: 'task-created', id: containerId, pid }
  },
  '/tasks/start': (bytes, { timestamp }) => {
    const { containerId, pid } = fromBinary(TaskStartSchema, bytes)
    return { type: 'task-started', id: containerId, pid, at: toTime(timestamp) }
  },
  '/tasks/exit': (bytes) => {
    const { containerId, id, pid, exitStatus, exitedAt } = fromBinary(TaskExitSchema, bytes)
    if (id !== containerId) return undefined // the end of an exec, as of a health check
    return { type: 'task-exited', id, pid, exitCode: exitStatus, at: toTime(exitedAt) }
  },
  '/tasks/delete': (bytes) => {
    const message = fromBinary(TaskDeleteSchema, bytes)
    const { containerId, pid, exitStatus, exitedAt } = message
    if (message.id !== '' && message.id !== containerId) return undefined
    return {
      type: 'task-deleted',
      id: containerId,
      pid,
      exitCode: exitStatus,
      at: toTime(exitedAt),
    }
  },
  '/tasks/paused': (bytes) => ({
    type: 'task-paused',
    id: fromBinary(TaskPausedSchema, bytes).containerId,
  }),
  '/tasks/resumed': (bytes) => ({
    type: 'task-resumed',
    id: fromBinary(TaskResumedSchema, bytes).containerId,
  }),
  '/images/create': (bytes) => ({
    type: 'image-changed',
    name: fromBinary(ImageCreateSchema, bytes).name,
  }),
  '/images/update': (bytes) => ({
    type: 'image-changed',
    name: fromBinary(ImageUpdateSchema, bytes).name,
  }),
  '/images/delete': (bytes) => ({
    type: 'image-deleted',
    name: fromBinary(ImageDeleteSchema, bytes).name,
  }),
  '/namespaces/create': (bytes) => {
    const { name, labels } = fromBinary(NamespaceCreateSchema, bytes)
    return { type: 'namespace-changed', name, labels }
  },
  '/namespaces/update': (bytes) => {
    const { name, labels } = fromBinary(NamespaceUpdateSchema, bytes)
    return { type: 'namespace-changed', name, labels }
  },
  '/namespaces/delete': (bytes) => ({
    type: 'namespace-deleted',
    name: fromBinary(NamespaceDeleteSchema, bytes).name,
  }),
}

/** Undefined for what nobody here follows, and for what cannot be read: reconciliation finds that. */
export function decodeEvent(envelope: Envelope): EngineEvent | undefined {
  const decode = decoders[envelope.topic]
  if (decode === undefined || envelope.event === undefined) return undefined
  try {
    return decode(envelope.event.value, envelope)
  } catch {
    return undefined
  }
}
