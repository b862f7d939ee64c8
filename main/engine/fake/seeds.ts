import type { Container } from '../../../preload/contract/containers.ts'
import type { Status } from './held.ts'

/** A container of the demo, in few words. */
export type Seed = {
  readonly name: string
  readonly image: string
  readonly command: readonly string[]
  readonly voice: string
  readonly ageMinutes: number
  readonly state: Status['state']
  readonly exitCode?: number
  readonly project?: string
  readonly service?: string
  readonly ports?: readonly string[]
  readonly volumes?: readonly string[]
  readonly binds?: readonly string[]
  readonly health?: NonNullable<Container['health']>
  readonly restart?: Container['restartPolicy']
  readonly memoryLimitBytes?: number
  readonly environment?: readonly string[]
  readonly startError?: string
}

const hours = 60
const days = 24 * hours
const healthy = { status: 'healthy', failingStreak: 0 } as const

const shop: readonly Seed[] = [
  {
    name: 'shop-api-1',
    image: 'docker.io/shop/api:dev',
    command: ['node', 'server.js'],
    voice: 'api',
    ageMinutes: 2 * hours,
    state: 'running',
    project: 'shop',
    service: 'api',
    ports: ['8080:3000'],
    binds: ['/home/user/code/shop/api:/app'],
    health: healthy,
    restart: { name: 'unless-stopped', restartCount: 0 },
    memoryLimitBytes: 512 * 1024 * 1024,
    environment: [
      'NODE_ENV=development',
      'DATABASE_URL=postgres://shop:secret@db/shop',
      'PORT=3000',
    ],
  },
  {
    name: 'shop-db-1',
    image: 'docker.io/library/postgres:17.2',
    command: ['docker-entrypoint.sh', 'postgres'],
    voice: 'db',
    ageMinutes: 2 * hours,
    state: 'running',
    project: 'shop',
    service: 'db',
    ports: ['5432:5432'],
    volumes: ['shop_db:/var/lib/postgresql/data'],
    health: healthy,
    restart: { name: 'unless-stopped', restartCount: 0 },
    environment: ['POSTGRES_USER=shop', 'POSTGRES_PASSWORD=secret'],
  },
  {
    name: 'shop-cache-1',
    image: 'docker.io/valkey/valkey:8',
    command: ['valkey-server'],
    voice: 'cache',
    ageMinutes: 2 * hours,
    state: 'running',
    project: 'shop',
    service: 'cache',
    ports: ['6379:6379'],
  },
  {
    name: 'shop-web-1',
    image: 'docker.io/shop/web:dev',
    command: ['npm', 'run', 'dev'],
    voice: 'web',
    ageMinutes: 2 * hours,
    state: 'running',
    project: 'shop',
    service: 'web',
    ports: ['5173:5173'],
    binds: ['/home/user/code/shop/web:/app'],
  },
]

const others: readonly Seed[] = [
  {
    name: 'mail-relay-1',
    image: 'docker.io/library/postfix:3.9',
    command: ['postfix', 'start-fg'],
    voice: 'worker',
    ageMinutes: 3 * days,
    state: 'exited',
    exitCode: 137,
    project: 'mail',
    service: 'relay',
    ports: ['2525:25'],
  },
  {
    name: 'mail-webmail-1',
    image: 'docker.io/library/roundcube:1.6',
    command: ['apache2-foreground'],
    voice: 'web',
    ageMinutes: 3 * days,
    state: 'exited',
    exitCode: 0,
    project: 'mail',
    service: 'webmail',
    ports: ['8025:80'],
  },
  {
    name: 'metrics-grafana-1',
    image: 'docker.io/grafana/grafana:11.4.0',
    command: ['/run.sh'],
    voice: 'web',
    ageMinutes: 6 * days,
    state: 'running',
    project: 'metrics',
    service: 'grafana',
    ports: ['3001:3000'],
    volumes: ['metrics_grafana:/var/lib/grafana'],
    health: { status: 'unhealthy', failingStreak: 5 },
  },
  {
    name: 'metrics-prometheus-1',
    image: 'docker.io/prom/prometheus:v3.1.0',
    command: ['/bin/prometheus', '--config.file=/etc/prometheus/prometheus.yml'],
    voice: 'db',
    ageMinutes: 6 * days,
    state: 'paused',
    project: 'metrics',
    service: 'prometheus',
    ports: ['9090:9090'],
    volumes: ['metrics_data:/prometheus'],
  },
  {
    name: 'metrics-agent-1',
    image: 'docker.io/library/agent:0.9',
    command: ['agent', '--verbose'],
    voice: 'worker',
    ageMinutes: 6 * days,
    state: 'restarting',
    exitCode: 1,
    project: 'metrics',
    service: 'agent',
    restart: { name: 'always', restartCount: 41 },
  },
]

const singles: readonly Seed[] = [
  {
    name: 'registry',
    image: 'docker.io/library/registry:2.8',
    command: ['/entrypoint.sh', '/etc/docker/registry/config.yml'],
    voice: 'web',
    ageMinutes: 12 * days,
    state: 'running',
    ports: ['5000:5000'],
    volumes: ['registry:/var/lib/registry'],
    restart: { name: 'always', restartCount: 2 },
  },
  {
    name: 'nightly-backup',
    image: 'docker.io/restic/restic:0.17.3',
    command: ['restic', 'backup', '/data'],
    voice: 'worker',
    ageMinutes: 9 * hours,
    state: 'exited',
    exitCode: 0,
    binds: ['/srv/data:/data:ro'],
  },
  {
    name: 'migrate',
    image: 'docker.io/shop/api:dev',
    command: ['node', 'migrate.js'],
    voice: 'api',
    ageMinutes: 50,
    state: 'exited',
    exitCode: 1,
  },
  {
    name: 'scratch',
    image: 'docker.io/library/busybox:1.37',
    command: ['sh'],
    voice: 'worker',
    ageMinutes: 25,
    state: 'created',
  },
  {
    name: 'load-test',
    image: 'docker.io/grafana/k6:0.56.0',
    command: ['k6', 'run', '/scripts/cart.js'],
    voice: 'worker',
    ageMinutes: 4,
    state: 'running',
    health: { status: 'starting', failingStreak: 0 },
  },
]

export const demoSeeds: readonly Seed[] = [...shop, ...others, ...singles]

/** Rows enough to see how lists behave with many. */
export function manySeeds(count: number): readonly Seed[] {
  return Array.from({ length: count }, (_, index) => ({
    name: `worker-${String(index).padStart(4, '0')}`,
    image: 'docker.io/library/busybox:1.37',
    command: ['worker', String(index)],
    voice: 'worker',
    ageMinutes: 5 + index,
    state: index % 5 === 4 ? ('exited' as const) : ('running' as const),
    exitCode: index % 10 === 9 ? 1 : 0,
    ...(index % 3 === 0 ? {} : { project: `project-${index % 20}`, service: `worker-${index}` }),
    ...(index % 7 === 0 ? { ports: [`${20_000 + index}:80`] } : {}),
  }))
}
