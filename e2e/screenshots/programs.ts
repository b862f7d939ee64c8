/** Stand-ins for well-known programs: they say and use what those would. */
export type Program = {
  readonly image: string
  /** Where the script lies in the image; its name is the command. */
  readonly name: string
  readonly argv: readonly string[]
  readonly script: string
}

const lib = `#!/bin/sh
trap 'exit 0' TERM INT
pick() { eval "echo \\\${$(( $(od -An -N2 -tu2 /dev/urandom) % $# + 1 ))}"; }
now() { date -u +%Y-%m-%dT%H:%M:%S; }
held() { dd if=/dev/zero of=/dev/shm/held bs=1M count="$1" 2> /dev/null; }
pause() { sleep "$1" & wait $!; }
`

const nginx = `${lib}
mkdir -p /var/www && echo '<h1>Shop</h1>' > /var/www/index.html
httpd -p 80 -h /var/www
held 24
echo "$(date -u +'%Y/%m/%d %H:%M:%S') [notice] 1#1: nginx/1.27.4"
echo "$(date -u +'%Y/%m/%d %H:%M:%S') [notice] 1#1: start worker processes"
line() {
  at=$(date -u +'%d/%b/%Y:%H:%M:%S +0000')
  path=$(pick / /products /products/4711 /cart /api/stock /assets/shop.css /login /api/prices)
  code=$(pick 200 200 200 200 200 304 301 404)
  echo "10.4.0.1 - - [$at] \\"$(pick GET GET GET POST) $path HTTP/1.1\\" $code $(pick 612 1834 5321 90 15362) \\"-\\" \\"Mozilla/5.0 (X11; Linux x86_64) Firefox/147.0\\""
}
i=0; while [ $i -lt 60 ]; do line; i=$((i + 1)); done
while :; do
  line
  [ "$(pick 1 2 3 4 5 6 7 8)" = 1 ] && echo "$(date -u +'%Y/%m/%d %H:%M:%S') [error] 29#29: *$(pick 812 913 4711) upstream timed out (110: Connection timed out) while reading response header from upstream, upstream: \\"http://10.4.1.3:3000/api/stock\\"" >&2
  pause "$(pick 1 2 3)"
done
`

const node = `${lib}
held 46
say() { printf '{"level":"%s","time":"%sZ","msg":"%s","ms":%s}\\n' "$1" "$(now)" "$2" "$3"; }
say info "listening on :3000" 0
while :; do
  say "$(pick info info info debug warn)" "$(pick 'GET /api/stock' 'GET /api/prices' 'POST /api/orders' 'cache miss' 'order 20993 paid')" "$(pick 3 8 12 41 187)"
  i=0; while [ $i -lt 3000 ]; do i=$((i + 1)); done
  pause "$(pick 1 2)"
done
`

const migrate = `${lib}
for step in 001_products 002_orders 003_stock_index; do printf '\\033[32m✓\\033[0m %s\\n' "$step"; pause 0.1; done
echo 'Nothing left to do.'
`

const postgres = `${lib}
held 60
echo "$(date -u +'%F %T') UTC [1] LOG:  starting PostgreSQL 17.4 on x86_64-pc-linux-gnu"
echo "$(date -u +'%F %T') UTC [1] LOG:  listening on IPv4 address \\"0.0.0.0\\", port 5432"
echo "$(date -u +'%F %T') UTC [1] LOG:  database system is ready to accept connections"
while :; do
  pause 20
  echo "$(date -u +'%F %T') UTC [27] LOG:  checkpoint complete: wrote $(pick 41 96 208) buffers"
done
`

const redis = `${lib}
held 12
echo "1:M $(date -u +'%d %b %Y %H:%M:%S') * Ready to accept connections tcp"
while :; do pause 60; echo "1:M $(date -u +'%d %b %Y %H:%M:%S') * 100 changes in 60 seconds. Saving..."; done
`

const grafana = `${lib}
held 60
while :; do echo "logger=context level=info msg=\\"Request Completed\\" status=200 duration=$(pick 2 7 19)ms"; pause 5; done
`

const mysql = `${lib}
echo "$(now)Z 0 [System] [MY-010116] [Server] mysqld (mysqld 8.4.4) starting as process 1"
pause 0.5
echo "$(now)Z 1 [ERROR] [MY-012574] [InnoDB] Unable to lock ./ibdata1 error: 11" >&2
echo "$(now)Z 0 [ERROR] [MY-010119] [Server] Aborting" >&2
exit 1
`

export const programs: readonly Program[] = [
  { image: 'nginx:1.27-alpine', name: 'nginx', argv: ['-g', 'daemon off;'], script: nginx },
  { image: 'shop/api:2.8.1', name: 'node', argv: ['server.js'], script: node },
  { image: 'shop/migrate:2.8.1', name: 'migrate', argv: ['up'], script: migrate },
  { image: 'postgres:17', name: 'postgres', argv: ['-c', 'max_connections=200'], script: postgres },
  { image: 'redis:7.4-alpine', name: 'redis-server', argv: ['--save', '60', '100'], script: redis },
  { image: 'grafana/grafana:11.5.2', name: 'grafana', argv: ['server'], script: grafana },
  { image: 'mysql:8.4', name: 'mysqld', argv: [], script: mysql },
]

export const containerfile = ({ name, argv }: Program, base: string): string =>
  [
    `FROM ${base}`,
    `COPY --chmod=755 program /usr/local/bin/${name}`,
    `CMD ${JSON.stringify([name, ...argv])}`,
    '',
  ].join('\n')

export const shop = (port: (usual: number) => number): string => `services:
  web:
    image: nginx:1.27-alpine
    ports: ["${port(8080)}:80"]
    restart: unless-stopped
    depends_on: [api]
  api:
    image: shop/api:2.8.1
    ports: ["127.0.0.1:${port(3000)}:3000"]
    environment:
      NODE_ENV: production
      DATABASE_URL: postgres://shop:hunter2@db:5432/shop
      LOG_LEVEL: debug
    healthcheck: { test: ["CMD-SHELL", "true"], interval: 30s }
    restart: unless-stopped
    mem_limit: 256m
    cpus: 1.5
  worker:
    image: shop/api:2.8.1
    command: ["node", "worker.js"]
    environment: { NODE_ENV: production }
  db:
    image: postgres:17
    ports: ["${port(5432)}:5432"]
    volumes: ["pgdata:/var/lib/postgresql/data"]
    environment: { POSTGRES_PASSWORD: hunter2 }
    healthcheck: { test: ["CMD-SHELL", "true"], interval: 30s }
    mem_limit: 512m
  cache:
    image: redis:7.4-alpine
  migrate:
    image: shop/migrate:2.8.1
volumes:
  pgdata: {}
`

export const blog = (port: (usual: number) => number): string => `services:
  proxy:
    image: nginx:1.27-alpine
    ports: ["${port(8081)}:80"]
  mysql:
    image: mysql:8.4
    volumes: ["mysql:/var/lib/mysql"]
volumes:
  mysql: {}
`
