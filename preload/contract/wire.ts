import type { ErrorData } from './errors.ts'

/**
 * What crosses one connection: many calls and streams, told apart by `id`, which the client counts.
 * Structured clone carries it over ports; over a WebSocket JSON does, with bytes beside it.
 */
export type ClientFrame =
  | { readonly type: 'call'; readonly id: number; readonly path: string; readonly input: unknown }
  | { readonly type: 'open'; readonly id: number; readonly path: string; readonly input: unknown }
  /** Ends a call or stream that the client no longer wants. */
  | { readonly type: 'cancel'; readonly id: number }
  /** Weight of items that the client has consumed. */
  | { readonly type: 'credit'; readonly id: number; readonly weight: number }
  | { readonly type: 'send'; readonly id: number; readonly item: unknown }
  | { readonly type: 'finish'; readonly id: number }

export type ServerFrame =
  | { readonly type: 'reply'; readonly id: number; readonly value: unknown }
  | { readonly type: 'items'; readonly id: number; readonly items: readonly unknown[] }
  | { readonly type: 'end'; readonly id: number }
  | { readonly type: 'error'; readonly id: number; readonly error: ErrorData }
  /** Weight of sent items that the handler has consumed. */
  | { readonly type: 'credit'; readonly id: number; readonly weight: number }

/** One end of a connection, whatever carries it. */
export type Wire<Out, In> = {
  post(frame: Out): void
  /** Set once, right after the wire is made; nothing is lost before. */
  onFrame(receive: (frame: In) => void): void
  /** Called once, whoever closed it. */
  onClose(closed: () => void): void
  close(): void
}
export type ClientWire = Wire<ClientFrame, ServerFrame>
export type ServerWire = Wire<ServerFrame, ClientFrame>

/** What the preload offers the page: ways to the backend and from the shell, nothing else. */
export type Bridge = {
  /** A port to the backend arrives at the page as a message with this nonce. */
  connect(nonce: string): void
  /** The backend's process ended: its ports are dead, whatever the browser says of them. */
  onBackendGone(listener: () => void): void
  /** Tray or menu ask for a place of the app, as a path with search parameters. */
  onGo(listener: (path: string) => void): void
}
