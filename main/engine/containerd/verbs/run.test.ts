import { describe, expect, it } from 'vitest'
import { RunSpec } from '../../../../preload/contract/run.ts'
import { preview, run } from './run.ts'

const plain = {
  image: 'busybox:1.35',
  ports: [],
  mounts: [],
  environment: [],
  labels: [],
  addedCapabilities: [],
  droppedCapabilities: [],
  isPrivileged: false,
  isReadOnly: false,
  hasTerminal: false,
  usesInit: false,
  removesItself: false,
  starts: true,
  pull: 'missing',
} as const

/** Each field by itself, and the words that stand for it. */
const fields: readonly (readonly [Partial<RunSpec>, readonly string[]])[] = [
  [{ name: 'web' }, ['--name=web']],
  [{ pull: 'always' }, ['--pull=always']],
  [{ pull: 'never' }, ['--pull=never']],
  [{ ports: [{ containerPort: 80, protocol: 'tcp' }] }, ['--publish=80/tcp']],
  [
    {
      ports: [
        { hostPort: 8080, containerPort: 80, protocol: 'tcp' },
        { hostAddress: '127.0.0.1', hostPort: 53, containerPort: 53, protocol: 'udp' },
        { hostAddress: '127.0.0.1', containerPort: 81, protocol: 'tcp' },
        { hostAddress: '::1', hostPort: 82, containerPort: 82, protocol: 'tcp' },
      ],
    },
    [
      '--publish=8080:80/tcp',
      '--publish=127.0.0.1:53:53/udp',
      '--publish=127.0.0.1::81/tcp',
      '--publish=[::1]:82:82/tcp',
    ],
  ],
  [
    {
      mounts: [
        { type: 'volume', source: 'data', destination: '/data', isReadOnly: false },
        { type: 'volume', destination: '/anonymous', isReadOnly: false },
        { type: 'bind', source: '/srv', destination: '/srv', isReadOnly: true },
        { type: 'tmpfs', destination: '/tmp', isReadOnly: false },
      ],
    },
    ['--volume=data:/data', '--volume=/anonymous', '--volume=/srv:/srv:ro', '--tmpfs=/tmp'],
  ],
  [
    {
      environment: [
        { name: 'A', value: '' },
        { name: 'B', value: '--rm -it "x" $HOME\nnext' },
      ],
    },
    ['--env=A=', '--env=B=--rm -it "x" $HOME\nnext'],
  ],
  [{ labels: [{ name: 'team', value: 'a=b,c' }] }, ['--label=team=a=b,c']],
  [{ removesItself: true }, ['--label=goldfinch/removes-itself=true']],
  [{ network: 'front' }, ['--network=front']],
  [{ hostname: 'web' }, ['--hostname=web']],
  [{ restart: { name: 'no' } }, []],
  [{ restart: { name: 'always' } }, ['--restart=always']],
  [{ restart: { name: 'on-failure', maximumRetryCount: 3 } }, ['--restart=on-failure:3']],
  [{ restart: { name: 'unless-stopped', maximumRetryCount: 3 } }, ['--restart=unless-stopped']],
  [{ user: '1000:1000' }, ['--user=1000:1000']],
  [{ workingDirectory: '/srv' }, ['--workdir=/srv']],
  [{ entrypoint: '/bin/sh' }, ['--entrypoint=/bin/sh']],
  [{ entrypoint: '' }, ['--entrypoint=']],
  [{ cpus: 1.5 }, ['--cpus=1.5']],
  [{ memoryBytes: 67_108_864 }, ['--memory=67108864']],
  [{ pids: 100 }, ['--pids-limit=100']],
  [
    {
      health: {
        command: 'wget -q localhost',
        intervalSeconds: 5,
        timeoutSeconds: 2,
        retries: 3,
        startPeriodSeconds: 0,
      },
    },
    [
      '--health-cmd=wget -q localhost',
      '--health-interval=5s',
      '--health-timeout=2s',
      '--health-retries=3',
      '--health-start-period=0s',
    ],
  ],
  [{ health: { command: 'true' } }, ['--health-cmd=true']],
  [{ addedCapabilities: ['NET_ADMIN', 'SYS_TIME'] }, ['--cap-add=NET_ADMIN', '--cap-add=SYS_TIME']],
  [{ droppedCapabilities: ['ALL'] }, ['--cap-drop=ALL']],
  [{ isPrivileged: true }, ['--privileged']],
  [{ isReadOnly: true }, ['--read-only']],
  [{ hasTerminal: true }, ['-t']],
  [{ usesInit: true }, ['--init']],
]

describe('running a container', () => {
  it.each(fields)('says %j in the words of nerdctl', (fields, words) => {
    const spec = RunSpec.parse({ ...plain, ...fields })
    expect(preview(spec)).toEqual(['nerdctl', 'run', '-d', ...words, 'busybox:1.35'])
    expect(run(spec, 'token').argv).toEqual([
      'run',
      '-d',
      ...words,
      '--label=goldfinch/run=token',
      '--',
      'busybox:1.35',
    ])
  })

  it('has a word for every field of the specification', () => {
    const tested = new Set(fields.flatMap(([part]) => Object.keys(part)))
    const others = ['image', 'command', 'starts']
    expect([...tested, ...others].sort()).toEqual(Object.keys(RunSpec.shape).sort())
  })

  it('only creates it when it should not start', () => {
    const spec = RunSpec.parse({ ...plain, starts: false, name: 'web' })
    expect(preview(spec)).toEqual(['nerdctl', 'create', '--name=web', 'busybox:1.35'])
  })

  it('passes the words of the command as they are, whatever they look like', () => {
    const words = ['sh', '-c', 'echo "$1"', '--rm', '-it', '']
    expect(run(RunSpec.parse({ ...plain, command: words }), 'x').argv.slice(-7)).toEqual([
      'busybox:1.35',
      ...words,
    ])
    // nerdctl drops a first `--`.
    const dashes = ['--', 'echo']
    expect(run(RunSpec.parse({ ...plain, command: dashes }), 'x').argv.slice(-4)).toEqual([
      'busybox:1.35',
      '--',
      '--',
      'echo',
    ])
  })

  it('results in the id on the last line, after what a pull prints', () => {
    const id = '793287c7a55561b7a9343061ad795d954741f77b5bdb64f9a04cc5e4194c615f'
    const finished = { exitCode: 0, stdout: `docker.io/library/x:1: resolved\n${id}\n`, stderr: '' }
    expect(run(RunSpec.parse(plain), 'x').parse(finished)).toBe(id)
    expect(() => run(RunSpec.parse(plain), 'x').parse({ ...finished, stdout: 'what?!' })).toThrow(
      'The engine did not say which container it made.',
    )
  })
})
