import { expect, test } from 'vitest'
import { cgroupFiles, parseNetwork, parseUsage } from './stats-cgroup.ts'

const id = '6b10173c014daee16e667253de0d91204e65c42b107d592b03e68f9f60bd5ea5'

// Captured on Debian 12, kernel 6.18, with both hierarchies mounted (hybrid).
const hybrid = `9:name=systemd:/default/${id}
8:pids:/default/${id}
7:blkio:/default/${id}
4:memory:/default/${id}
2:cpuacct:/default/${id}
1:cpu:/default/${id}
0::/default/${id}
`

test('with both hierarchies, version 1 counts', () => {
  expect(cgroupFiles(hybrid, id)).toEqual({
    version: 1,
    cpu: `/sys/fs/cgroup/cpuacct/default/${id}/cpuacct.usage`,
    memory: `/sys/fs/cgroup/memory/default/${id}/memory.usage_in_bytes`,
    memoryStat: `/sys/fs/cgroup/memory/default/${id}/memory.stat`,
    memoryLimit: `/sys/fs/cgroup/memory/default/${id}/memory.limit_in_bytes`,
    io: `/sys/fs/cgroup/blkio/default/${id}/blkio.throttle.io_service_bytes_recursive`,
    pids: `/sys/fs/cgroup/pids/default/${id}/pids.current`,
  })
  expect(cgroupFiles(`2:cpu,cpuacct:/a/${id}\n1:memory:/b/${id}`, id)).toMatchObject({
    cpu: `/sys/fs/cgroup/cpuacct/a/${id}/cpuacct.usage`,
    memory: `/sys/fs/cgroup/memory/b/${id}/memory.usage_in_bytes`,
  })
})

test('with version 2 alone, one folder holds all', () => {
  const scope = `/system.slice/nerdctl-${id}.scope`
  expect(cgroupFiles(`0::${scope}\n`, id)).toMatchObject({
    version: 2,
    cpu: `/sys/fs/cgroup${scope}/cpu.stat`,
    memoryLimit: `/sys/fs/cgroup${scope}/memory.max`,
  })
  expect(cgroupFiles(`0::${scope}/init.scope\n`, id)?.pids).toBe(
    `/sys/fs/cgroup${scope}/pids.current`,
  )
})

test('what is no list of groups gives nothing', () => {
  expect(cgroupFiles('', id)).toBeUndefined()
  expect(cgroupFiles('nonsense', id)).toBeUndefined()
})

// Captured on the same machine.
const stat1 = `cache 614400
rss 286720
inactive_file 188416
hierarchical_memory_limit 9223372036854771712
total_cache 614400
total_inactive_file 188416
total_active_file 425984
total_unevictable 0
`

test('version 1 is read as nerdctl reads it', () => {
  const texts = {
    cpu: '1159719725\n',
    memory: '1540096\n',
    memoryStat: stat1,
    memoryLimit: '9223372036854771712\n',
    io: 'Total 0\n',
    pids: '5\n',
  }
  expect(parseUsage(1, texts)).toEqual({
    cpuNs: 1_159_719_725,
    memoryBytes: 1_351_680,
    readBytes: 0,
    writtenBytes: 0,
    pids: 5,
  })
  const io =
    '8:0 Read 4096\n8:0 Write 8192\n8:0 Sync 0\n8:16 Read 1\n8:16 Write 2\n8:0 Total 12288\nTotal 12291\n'
  expect(parseUsage(1, { ...texts, io, memoryLimit: '67108864\n' })).toMatchObject({
    readBytes: 4097,
    writtenBytes: 8194,
    memoryLimitBytes: 67_108_864,
  })
})

// The shapes of the kernel's Documentation/admin-guide/cgroup-v2.rst, numbers of a small container.
test('version 2 is read by its own files', () => {
  const texts = {
    cpu: 'usage_usec 1159719\nuser_usec 700000\nsystem_usec 459719\nnr_periods 0\n',
    memory: '1540096\n',
    memoryStat: 'anon 286720\nfile 614400\ninactive_anon 266240\ninactive_file 188416\n',
    memoryLimit: 'max\n',
    io: '8:0 rbytes=4096 wbytes=8192 rios=1 wios=2 dbytes=0 dios=0\n8:16 rbytes=1 wbytes=2 rios=1 wios=1 dbytes=0 dios=0\n',
    pids: '5\n',
  }
  expect(parseUsage(2, texts)).toEqual({
    cpuNs: 1_159_719_000,
    memoryBytes: 1_351_680,
    readBytes: 4097,
    writtenBytes: 8194,
    pids: 5,
  })
  expect(parseUsage(2, { ...texts, memoryLimit: '67108864\n' })).toMatchObject({
    memoryLimitBytes: 67_108_864,
  })
})

test('a group that is gone has no usage, a controller that is off leaves its part out', () => {
  expect(parseUsage(1, {})).toBeUndefined()
  expect(parseUsage(2, { memory: '5\n' })).toBeUndefined()
  expect(parseUsage(1, { cpu: '7\n', memory: '5\n' })).toEqual({ cpuNs: 7, memoryBytes: 5 })
})

test('the network is everything but the loopback', () => {
  const text = `Inter-|   Receive                                                |  Transmit
 face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
    lo:     100       1    0    0    0     0          0         0      100       1    0    0    0     0       0          0
  eth0: 4294967299      7    0    0    0     0          0         0     2048       3    0    0    0     0       0          0
  eth1:1 7    0    0    0     0          0         0     1       3    0    0    0     0       0          0
`
  expect(parseNetwork(text)).toEqual({ receivedBytes: 4_294_967_300, sentBytes: 2049 })
  expect(parseNetwork(undefined)).toEqual({})
})
