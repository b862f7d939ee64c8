import { expect, test } from 'vitest'
import { explainEnd } from './cause.ts'

/** Lines of containerd 2.3.4 and buildkitd 0.32.2. */
const cases: readonly (readonly [string, string, string])[] = [
  [
    'containerd: failed to create lock: write /h/engine/data/containerd/x: no space left on device',
    'exhausted',
    'containerd does not run: the disk is full.',
  ],
  [
    'containerd: failed to get listener for main endpoint: listen unix /h/c.sock: bind: address already in use',
    'conflict',
    'containerd does not run: its socket is used by another program.',
  ],
  [
    'containerd: failed to load TOML: /h/containerd.toml: toml: expected character =',
    'internal',
    'containerd does not run: it does not understand its configuration.',
  ],
  [
    'time="x" level=fatal msg="load required plugin io.containerd.snapshotter.v1.overlayfs: skip"',
    'unsupported',
    'containerd does not run: overlayfs does not work where the home is.',
  ],
  [
    'containerd: failed to open /h/meta.db: invalid database',
    'failed',
    'containerd does not run: its database is damaged.',
  ],
  [
    'buildkitd: could not lock /h/buildkitd.lock, another instance running?',
    'conflict',
    'containerd does not run: its data are used by another process.',
  ],
  [
    'containerd: mkdir /h/engine: read-only file system',
    'denied',
    'containerd does not run: the home is on a file system that is read-only.',
  ],
  ['panic: runtime error: index out of range', 'failed', 'containerd does not run: it crashed.'],
]

test.each(cases)('%s', (line, code, message) => {
  const chatter = 'time="x" level=info msg="skip loading plugin" error="address already in use"'
  expect(explainEnd('containerd', 'It ended with code 1', [chatter, line])).toMatchObject({
    code,
    message,
    detail: `It ended with code 1. ${line}`,
  })
})

test('a silent end is told as it was', () => {
  expect(explainEnd('containerd', 'It was ended by SIGKILL', [])).toEqual({
    code: 'failed',
    message: 'containerd does not run: it was ended by SIGKILL.',
    hint: 'Start again; its log tells more.',
    detail: 'It was ended by SIGKILL.',
  })
})
