import { describe, expect, test } from 'vitest'
import type { Container, ContainerDetails } from '../../../../preload/contract/containers.ts'
import { ContainerId } from '../../../../preload/contract/containers.ts'
import type { Image } from '../../../../preload/contract/images.ts'
import { ImageName } from '../../../../preload/contract/images.ts'
import { looksLikeCommand, readCommandLine } from './command-line.ts'
import { emptyForm } from './form.ts'
import type { RunForm } from './form.ts'
import { formLike } from './from-spec.ts'

const read = (line: string) => readCommandLine(line)

/** What differs from an empty form, and what was left over. */
function taken(line: string) {
  const result = read(line)
  if (!result.ok) return result.reason
  const changes = Object.entries(result.form).filter(
    ([field, value]) => JSON.stringify(value) !== JSON.stringify(Reflect.get(emptyForm, field)),
  )
  return { form: Object.fromEntries(changes), left: result.left }
}

const mount = { type: 'volume', source: '', destination: '/data', isReadOnly: false } as const

describe('a flag fills its field', () => {
  test.each<[string, Partial<RunForm>]>([
    ['-d', {}],
    ['-it', { hasTerminal: true }],
    ['-i', {}],
    ['--tty', { hasTerminal: true }],
    ['--tty=false', {}],
    [
      '-e A=1 --env B=2 --env=C=3 -eD=4',
      { environment: ['A', 'B', 'C', 'D'].map((name, index) => ({ name, value: `${index + 1}` })) },
    ],
    [`-e 'A=b c=d'`, { environment: [{ name: 'A', value: 'b c=d' }] }],
    ['-p 8080:80', { ports: [{ host: '8080', container: '80' }] }],
    ['-p8080:80/udp', { ports: [{ host: '8080', container: '80/udp' }] }],
    ['--publish=127.0.0.1:8080:80/tcp', { ports: [{ host: '127.0.0.1:8080', container: '80' }] }],
    ['-itp 80:80', { hasTerminal: true, ports: [{ host: '80', container: '80' }] }],
    ['-v data:/data', { mounts: [{ ...mount, source: 'data' }] }],
    [
      '-v /srv:/data:ro',
      { mounts: [{ ...mount, type: 'bind', source: '/srv', isReadOnly: true }] },
    ],
    ['--volume=/data', { mounts: [mount] }],
    [
      '--mount type=bind,src=/srv,dst=/data,ro',
      { mounts: [{ ...mount, type: 'bind', source: '/srv', isReadOnly: true }] },
    ],
    ['--tmpfs /data', { mounts: [{ ...mount, type: 'tmpfs' }] }],
    ['--name web', { name: 'web' }],
    ['--network shop', { network: 'shop' }],
    ['--net=host', { network: 'host' }],
    ['--net container:db', { network: 'container:db' }],
    ['--restart always', { restart: 'always' }],
    ['--restart=on-failure:3', { restart: 'on-failure', restartRetries: '3' }],
    ['-m 512m', { memory: '512m' }],
    ['--memory=1.5GB', { memory: '1536m' }],
    ['-m lots', { memory: 'lots' }],
    ['--cpus 1.5', { cpus: '1.5' }],
    ['--pids-limit 100', { pids: '100' }],
    ['--pids-limit -1', {}],
    ['-u 1000:1000', { user: '1000:1000' }],
    ['-w /srv', { workingDirectory: '/srv' }],
    ['-h web --hostname web2', { hostname: 'web2' }],
    [
      '-l a=b --label c',
      {
        labels: [
          { name: 'a', value: 'b' },
          { name: 'c', value: '' },
        ],
      },
    ],
    ['--entrypoint /bin/sh', { entrypoint: '/bin/sh' }],
    [
      '--cap-add NET_ADMIN --cap-add=sys_time --cap-drop ALL',
      { addedCapabilities: 'NET_ADMIN SYS_TIME', droppedCapabilities: 'ALL' },
    ],
    [
      '--privileged --read-only --rm',
      { isPrivileged: true, isReadOnly: true, removesItself: true },
    ],
    ['--rm=false', {}],
    [
      '--health-cmd "curl -f localhost" --health-interval 5s --health-timeout=3s --health-retries 2 --health-start-period 1m',
      {
        healthCommand: 'curl -f localhost',
        healthInterval: '5s',
        healthTimeout: '3s',
        healthRetries: '2',
        healthStartPeriod: '1m',
      },
    ],
    ['--pull always', { pull: 'always' }],
  ])('%s', (line, form) => {
    expect(taken(`docker run ${line} nginx`)).toEqual({
      form: { ...form, image: 'nginx' },
      left: [],
    })
  })
})

describe('the line around the flags is understood', () => {
  test.each<[string, Partial<RunForm>]>([
    ['docker run nginx', {}],
    ['nerdctl run nginx', {}],
    ['podman run nginx', {}],
    ['$ docker run nginx', {}],
    ['# docker container run nginx', {}],
    ['sudo /usr/local/bin/nerdctl run nginx', {}],
    ['lima nerdctl run nginx', {}],
    ['docker create nginx', { starts: false }],
    ['docker run \\\n  --name web \\\n  nginx', { name: 'web' }],
    ['docker run -- nginx', {}],
    [
      'docker run nginx sh -c "echo hi; ls" -x --name no',
      { command: `sh -c 'echo hi; ls' -x --name no` },
    ],
    ['docker run nginx -- -v', { command: '-- -v' }],
  ])('%s', (line, form) => {
    expect(taken(line)).toEqual({ form: { ...form, image: 'nginx' }, left: [] })
  })
})

describe('what has no place is said, never lost', () => {
  test.each<[string, readonly string[]]>([
    ['--gpus all', ['--gpus all']],
    ['--gpus=all', ['--gpus all']],
    ['--platform linux/arm64 --dns 1.1.1.1', ['--platform linux/arm64', '--dns 1.1.1.1']],
    ['-P', ['-P']],
    ['--frobnicate=1 -X', ['--frobnicate=1', '-X']],
    ['--env-file .env', [`--env-file .env: paste the file's lines into the environment`]],
    ['--network-alias "a b"', [`--network-alias 'a b'`]],
    ['--restart sometimes', ['--restart sometimes']],
    ['-v a:/b:nocopy', ['-v a:/b:nocopy: The mount option “nocopy” is not known here.']],
    ['--pull newer', ['--pull newer']],
  ])('%s', (line, left) => {
    expect(taken(`docker run ${line} nginx`)).toEqual({ form: { image: 'nginx' }, left })
  })
  test('variables, a second network and options of the program are said', () => {
    expect(
      taken('DEBUG=1 nerdctl -n k8s.io --debug run --net a --net b -v $PWD:/x -e TOKEN nginx'),
    ).toEqual({
      form: {
        image: 'nginx',
        network: 'a',
        mounts: [{ type: 'bind', source: '$PWD', destination: '/x', isReadOnly: false }],
        environment: [{ name: 'TOKEN', value: '' }],
      },
      left: [
        'DEBUG=1',
        '-n k8s.io',
        '--debug',
        '$PWD: a variable of your shell',
        '--net b',
        '-e TOKEN: its value is in your shell',
      ],
    })
  })
})

describe('what is no such line is refused with a sentence', () => {
  test.each([
    ['', 'Paste a line that begins with docker run, nerdctl run or podman run.'],
    ['ls -la', 'Paste a line that begins with docker run, nerdctl run or podman run.'],
    [
      'rm -rf / docker run nginx',
      'Paste a line that begins with docker run, nerdctl run or podman run.',
    ],
    ['docker ps', 'This is docker ps: only run and create make a container.'],
    ['docker', 'The line has no run or create.'],
    ['docker run', 'The line names no image.'],
    ['docker run --name', '--name has no value.'],
    ['docker run -p', '-p has no value.'],
    ['docker run nginx | tee log', 'pipe'],
    ['docker run nginx && docker ps', 'ampersand'],
    ['docker run -v $(pwd):/x nginx', '$(…)'],
    ['docker run "nginx', 'never closed'],
  ])('%j', (line, reason) => {
    const result = taken(line)
    expect(result).toEqual(expect.stringContaining(reason))
  })
})

test('a pasted line is recognised', () => {
  expect(
    [
      'docker run nginx',
      ' sudo podman  run x',
      '$ nerdctl create y',
      'docker ps',
      'nginx',
      'run docker',
    ].map(looksLikeCommand),
  ).toEqual([true, true, true, false, false, false])
})

test('another container like this one leaves out what the image says', () => {
  const container: Container = {
    id: ContainerId.parse('a'.repeat(64)),
    name: 'web',
    image: 'docker.io/library/nginx:1.27',
    command: ['/docker-entrypoint.sh', 'nginx', '-g', 'daemon on;'],
    state: 'running',
    createdAt: 0,
    ports: [
      { hostAddress: '0.0.0.0', hostPort: 8080, containerPort: 80, protocol: 'tcp' },
      { hostAddress: '127.0.0.1', hostPort: 53, containerPort: 53, protocol: 'udp' },
    ],
    networks: [{ name: 'shop', addresses: [] }],
    mounts: [
      { type: 'volume', name: 'data', source: '/var/x', destination: '/data', isReadOnly: false },
      {
        type: 'volume',
        name: 'b'.repeat(64),
        source: '/var/y',
        destination: '/anon',
        isReadOnly: false,
      },
    ],
    restartPolicy: { name: 'always', restartCount: 2 },
    user: 'root',
    workingDirectory: '/',
    hasTerminal: false,
    removesItself: false,
    limits: { memoryBytes: 536_870_912 },
    labels: { 'com.docker.compose.project': 'shop', team: 'web' },
    manager: 'nerdctl',
  }
  const details: ContainerDetails = {
    container,
    environment: ['PATH=/bin', 'NGINX_VERSION=1', 'MODE=dev'],
    healthLog: [],
    extraHosts: [],
    dns: [],
    capabilities: [],
    isPrivileged: false,
    raw: '{}',
  }
  const image: Image = {
    name: ImageName.parse('docker.io/library/nginx:1.27'),
    digest: '',
    createdAt: 0,
    exposedPorts: [],
    volumes: [],
    command: ['nginx', '-g', 'daemon off;'],
    entrypoint: ['/docker-entrypoint.sh'],
    environment: ['NGINX_VERSION=1'],
  }
  expect(formLike(details, image)).toEqual({
    ...emptyForm,
    image: 'docker.io/library/nginx:1.27',
    command: `nginx -g 'daemon on;'`,
    ports: [
      { host: '8080', container: '80' },
      { host: '127.0.0.1:53', container: '53/udp' },
    ],
    mounts: [
      { type: 'volume', source: 'data', destination: '/data', isReadOnly: false },
      { type: 'volume', source: '', destination: '/anon', isReadOnly: false },
    ],
    environment: [{ name: 'MODE', value: 'dev' }],
    labels: [{ name: 'team', value: 'web' }],
    network: 'shop',
    restart: 'always',
    memory: '512m',
  })
})
