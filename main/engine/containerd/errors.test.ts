import { describe, expect, it } from 'vitest'
import { fromNerdctl, logLine, mainMessage } from './errors.ts'

/** What nerdctl 2.3.5 wrote to stderr, and what a person is told. */
const captured: readonly (readonly [string, Record<string, unknown>])[] = [
  [
    String.raw`time="2026-11-21T07:49:53Z" level=fatal msg="name-store error\nname \"e1\" is already used by ID \"793287c7a55561b7a9343061ad795d954741f77b5bdb64f9a04cc5e4194c615f\""`,
    {
      code: 'conflict',
      reason: 'name-in-use',
      message: 'The name e1 is already used by another container.',
      hint: 'Choose another name, or remove that container.',
      field: 'name',
    },
  ],
  [
    String.raw`time="2026-11-21T07:49:53Z" level=fatal msg="failed to load networking flags: bind for :18099 failed: port is already allocated"`,
    {
      code: 'conflict',
      reason: 'port-in-use',
      message: 'The port :18099 is already in use.',
      hint: 'Choose another port, or stop what uses it.',
      field: 'ports',
    },
  ],
  [
    String.raw`time="2026-11-21T07:49:54Z" level=fatal msg="name-store error\nidentifier \"-x\" must match pattern \"[a-zA-Z0-9][a-zA-Z0-9_.-]\": invalid argument"`,
    {
      code: 'invalid-input',
      reason: 'invalid-name',
      message: '-x cannot be a name here.',
      field: 'name',
    },
  ],
  [
    String.raw`time="2026-11-21T07:49:54Z" level=fatal msg="failed to load networking flags: invalid hostPort: 99999"`,
    {
      code: 'invalid-input',
      reason: 'invalid-port',
      message: '99999 is not a port.',
      field: 'ports',
    },
  ],
  [
    String.raw`time="2026-11-21T07:49:54Z" level=fatal msg="image not available: \"nothere:1\""`,
    {
      code: 'not-found',
      reason: 'image-not-found',
      message: 'The image nothere:1 is not here.',
      hint: 'Let it be pulled, or load it from an archive.',
      field: 'image',
    },
  ],
  [
    String.raw`time="2026-11-21T07:49:54Z" level=fatal msg="invalid reference format: repository name (library/BAD) must be lowercase"`,
    {
      code: 'invalid-input',
      reason: 'invalid-image',
      message: 'This is not the name of an image.',
      field: 'image',
    },
  ],
  [
    String.raw`time="2026-11-21T07:41:24Z" level=fatal msg="failed to resolve image: failed to do request: Head \"https://registry-1.docker.io/v2/library/nope/manifests/1\": dial tcp: lookup registry-1.docker.io on 10.0.0.53:53: no such host"`,
    {
      code: 'unavailable',
      reason: 'registry-unreachable',
      message: 'The registry of the image cannot be reached.',
      hint: 'Check the network, or use an image that is already here.',
      field: 'image',
    },
  ],
  [
    String.raw`time="2026-11-21T07:41:24Z" level=fatal msg="failed to resolve image: localhost:5055/nope:1: not found"`,
    {
      code: 'not-found',
      reason: 'image-not-found',
      message: 'The registry has no image localhost:5055/nope:1.',
      hint: 'Check the name and the tag.',
      field: 'image',
    },
  ],
  [
    String.raw`time="2026-11-21T07:49:54Z" level=fatal msg="failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: error running createRuntime hook #0: exit status 1, stdout: , stderr: time=\"2026-11-21T07:49:54Z\" level=fatal msg=\"no such network: \\\"nonet\\\"\""`,
    {
      code: 'not-found',
      reason: 'network-not-found',
      message: 'There is no network nonet.',
      field: 'network',
    },
  ],
  [
    String.raw`time="2026-11-21T07:49:56Z" level=fatal msg="failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: exec: \"nope\": executable file not found in $PATH"`,
    {
      code: 'invalid-input',
      reason: 'command-not-found',
      message: 'The image has no program nope that can be run.',
      hint: 'Check the command and the entrypoint.',
      field: 'command',
    },
  ],
  [
    String.raw`time="2026-11-21T07:49:59Z" level=fatal msg="failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: exec: \"/etc\": is a directory"`,
    {
      code: 'invalid-input',
      reason: 'command-not-found',
      message: 'The image has no program /etc that can be run.',
      hint: 'Check the command and the entrypoint.',
      field: 'command',
    },
  ],
  [
    String.raw`time="2026-11-21T07:50:02Z" level=fatal msg="failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: error setting cgroup config for procHooks process: unable to set memory limit to 102400 (current usage: 3887104, peak usage: 4145152)"`,
    {
      code: 'invalid-input',
      reason: 'limit-too-small',
      message: 'The memory limit is too small for the container to start.',
      hint: 'Give it more memory.',
      field: 'memoryBytes',
    },
  ],
  [
    String.raw`time="2026-11-21T07:50:03Z" level=fatal msg="no users found"`,
    {
      code: 'invalid-input',
      reason: 'user-not-found',
      message: 'The image does not know the user.',
      field: 'user',
    },
  ],
  [
    String.raw`time="2026-11-21T07:50:07Z" level=fatal msg="create container failed validation: containers.Labels: label key and value length (5001 bytes) greater than maximum size (4096 bytes), key: aaaa: invalid argument"`,
    {
      code: 'invalid-input',
      reason: 'label-too-long',
      message: 'A label and its value may have 4096 bytes together.',
      field: 'labels',
    },
  ],
  [
    String.raw`time="2026-11-21T07:50:07Z" level=fatal msg="internal label \"nerdctl/x\" must not be specified manually"`,
    {
      code: 'invalid-input',
      reason: 'label-reserved',
      message: 'The label nerdctl/x belongs to nerdctl.',
      hint: 'Labels that begin with nerdctl/ cannot be set.',
      field: 'labels',
    },
  ],
  [
    String.raw`time="2026-11-21T07:50:07Z" level=fatal msg="init binary \"tini\" not found"`,
    {
      code: 'unsupported',
      reason: 'init-missing',
      message: 'This machine has no tini to run as init.',
      field: 'usesInit',
    },
  ],
  [
    String.raw`time="2026-11-21T07:50:07Z" level=fatal msg="invalid specification: destination can't be '/'"`,
    {
      code: 'invalid-input',
      reason: 'invalid-mount',
      message: 'A mount is not possible as it is written.',
      field: 'mounts',
    },
  ],
  [
    String.raw`time="2026-11-21T07:50:32Z" level=fatal msg="failed to stat \"/etc/passwd/x\": stat /etc/passwd/x: not a directory"`,
    {
      code: 'invalid-input',
      reason: 'invalid-mount',
      message: 'A mount is not possible as it is written.',
      field: 'mounts',
    },
  ],
  [
    String.raw`time="2026-11-21T07:50:16Z" level=fatal msg="failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: mkdir /etc/passwd: not a directory"`,
    {
      code: 'invalid-input',
      reason: 'invalid-directory',
      message: 'The working directory /etc/passwd is a file in this image.',
      field: 'workingDirectory',
    },
  ],
  [
    String.raw`time="2026-11-21T07:50:19Z" level=fatal msg="failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: sethostname: invalid argument"`,
    {
      code: 'invalid-input',
      reason: 'invalid-hostname',
      message: 'The host name is too long: Linux takes 64 characters.',
      field: 'hostname',
    },
  ],
  [
    String.raw`time="2026-11-21T07:50:23Z" level=fatal msg="no command or entrypoint provided, and no CMD or ENTRYPOINT from image"`,
    {
      code: 'invalid-input',
      reason: 'command-missing',
      message: 'The image says no command, so one is needed.',
      field: 'command',
    },
  ],
  [
    String.raw`time="2026-11-21T07:50:34Z" level=fatal msg="1 errors:\ncontainer 793287c7a55561b7a9343061ad795d954741f77b5bdb64f9a04cc5e4194c615f is in paused status. unpause/stop container first or force removal"`,
    {
      code: 'conflict',
      reason: 'container-running',
      message: 'The container is running.',
      hint: 'Stop it first, or remove it by force.',
    },
  ],
  [
    String.raw`time="2026-11-21T07:50:34Z" level=fatal msg="1 errors:\ncontainer 793287c7a55561b7a9343061ad795d954741f77b5bdb64f9a04cc5e4194c615f is already paused"`,
    { code: 'conflict', reason: 'already-paused', message: 'The container is already paused.' },
  ],
  [
    String.raw`time="2026-11-21T07:50:34Z" level=fatal msg="1 errors:\ncontainer 793287c7a55561b7a9343061ad795d954741f77b5bdb64f9a04cc5e4194c615f is not paused"`,
    { code: 'conflict', reason: 'not-paused', message: 'The container is not paused.' },
  ],
  [
    String.raw`time="2026-11-21T07:50:45Z" level=fatal msg="1 errors:\ncannot kill container 793287c7a55561b7a9343061ad795d954741f77b5bdb64f9a04cc5e4194c615f: container is not running"`,
    {
      code: 'conflict',
      reason: 'not-running',
      message: 'The container is not running.',
      hint: 'Start it first.',
    },
  ],
  [
    String.raw`time="2026-11-21T07:50:34Z" level=error msg="1 errors:\nno such container: nothere"`,
    {
      code: 'not-found',
      reason: 'container-not-found',
      message: 'The container is not there any more.',
    },
  ],
  [
    String.raw`time="2026-11-21T07:50:45Z" level=fatal msg="unknown flag: --nope"`,
    {
      code: 'internal',
      reason: 'version-mismatch',
      message: 'The bundled nerdctl does not know what it was asked.',
    },
  ],
  [
    String.raw`time="2026-11-21T07:50:45Z" level=fatal msg="cannot access containerd socket \"/run/gone.sock\": no such file or directory"`,
    {
      code: 'unavailable',
      reason: 'engine-gone',
      message: 'The engine does not answer.',
      hint: 'Start the machine, or look at its log.',
    },
  ],
]

describe('what nerdctl 2.3.5 writes', () => {
  it.each(captured)('becomes an error that a person can act on: %s', (stderr, expected) => {
    expect(fromNerdctl(`${stderr}\n`, 'Doing it').data).toEqual({ ...expected, detail: stderr })
  })

  it('is told in its own words where it is not known', () => {
    const stderr = 'time="2026-11-21T07:50:45Z" level=fatal msg="the moon is in the wrong phase"'
    expect(fromNerdctl(stderr, 'Starting the container').data).toEqual({
      code: 'failed',
      message: 'Starting the container: it did not work.',
      detail: stderr,
    })
  })

  it('says the last fatal line, not the warnings before it', () => {
    const stderr = [
      'time="2026-11-21T07:50:45Z" level=warning msg="volume \\"a\\" is in use"',
      'time="2026-11-21T07:50:45Z" level=error msg="first"',
      'time="2026-11-21T07:50:45Z" level=fatal msg="some volumes could not be removed"',
    ].join('\n')
    expect(mainMessage(stderr)).toBe('some volumes could not be removed')
  })

  it('may be no log at all', () => {
    expect(mainMessage('panic: oh no\n')).toBe('panic: oh no')
    expect(logLine('panic: oh no')).toBeUndefined()
  })

  it('keeps the end of a very long text, where the cause stands', () => {
    const { detail } = fromNerdctl(`${'x'.repeat(10_000)}the cause`, 'Doing it').data
    expect(detail).toHaveLength(4000)
    expect(detail?.endsWith('the cause')).toBe(true)
  })
})
