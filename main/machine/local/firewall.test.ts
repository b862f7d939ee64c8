import { expect, test } from 'vitest'
import { hasSharedChains, removalOf } from './firewall.ts'

/** iptables-save 1.8.9 with one container of ours (10.86.69.2), shortened. */
const id = 'name: \\"bridge\\" id: \\"default-39d6437d\\"'
const ours = [
  '*filter',
  ':FORWARD ACCEPT [0:0]',
  ':CNI-ADMIN - [0:0]',
  ':CNI-FORWARD - [0:0]',
  ':CNI-ISOLATION-STAGE-1 - [0:0]',
  ':CNI-ISOLATION-STAGE-2 - [0:0]',
  '-A FORWARD -m comment --comment "CNI firewall plugin rules" -j CNI-FORWARD',
  '-A CNI-FORWARD -m comment --comment "CNI firewall plugin admin overrides" -j CNI-ADMIN',
  '-A CNI-FORWARD -d 10.86.69.2/32 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT',
  '-A CNI-ISOLATION-STAGE-1 -i gfe8834517f29b0 ! -o gfe8834517f29b0 -j CNI-ISOLATION-STAGE-2',
  '-A CNI-ISOLATION-STAGE-1 -m comment --comment "CNI" -j RETURN',
  '-A CNI-ISOLATION-STAGE-2 -o gfe8834517f29b0 -j DROP',
  'COMMIT',
  '*nat',
  ':POSTROUTING ACCEPT [0:0]',
  ':CNI-DN-c99498729a60e256dca4f - [0:0]',
  ':CNI-HOSTPORT-DNAT - [0:0]',
  ':CNI-HOSTPORT-SETMARK - [0:0]',
  ':CNI-c99498729a60e256dca4f7a8 - [0:0]',
  `-A POSTROUTING -s 10.86.69.2/32 -m comment --comment "${id}" -j CNI-c99498729a60e256dca4f7a8`,
  '-A CNI-DN-c99498729a60e256dca4f -p tcp -m tcp --dport 80 -j DNAT --to-destination 10.86.69.2:80',
  `-A CNI-HOSTPORT-DNAT -p tcp -m comment --comment "dnat ${id}" -j CNI-DN-c99498729a60e256dca4f`,
  '-A CNI-HOSTPORT-SETMARK -m comment --comment "CNI" -j MARK --set-xmark 0x2000/0x2000',
  '-A CNI-c99498729a60e256dca4f7a8 -d 10.86.69.0/24 -j ACCEPT',
  'COMMIT',
  '',
]
const mine = { interfacePrefix: 'gfe88345', subnets: ['10.86.69.0/24'] }

test('what belongs to the home goes, the shared chains stay', () => {
  expect(removalOf(ours.join('\n'), mine, false)?.split('\n')).toEqual([
    '*filter',
    '-D CNI-FORWARD -d 10.86.69.2/32 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT',
    '-D CNI-ISOLATION-STAGE-1 -i gfe8834517f29b0 ! -o gfe8834517f29b0 -j CNI-ISOLATION-STAGE-2',
    '-D CNI-ISOLATION-STAGE-2 -o gfe8834517f29b0 -j DROP',
    'COMMIT',
    '*nat',
    `-D POSTROUTING -s 10.86.69.2/32 -m comment --comment "${id}" -j CNI-c99498729a60e256dca4f7a8`,
    `-D CNI-HOSTPORT-DNAT -p tcp -m comment --comment "dnat ${id}" -j CNI-DN-c99498729a60e256dca4f`,
    '-F CNI-DN-c99498729a60e256dca4f',
    '-F CNI-c99498729a60e256dca4f7a8',
    '-X CNI-DN-c99498729a60e256dca4f',
    '-X CNI-c99498729a60e256dca4f7a8',
    'COMMIT',
    '',
  ])
})

test('the last one takes the shared chains with it', () => {
  const removal = removalOf(ours.join('\n'), mine, true)
  expect(removal).toContain('-X CNI-ISOLATION-STAGE-1')
  expect(removal).toContain('-X CNI-HOSTPORT-DNAT')
  expect(removal).toContain('-D FORWARD -m comment --comment "CNI firewall plugin rules"')
})

test.each([
  ['a container of another engine', '-A CNI-FORWARD -s 10.4.0.2/32 -j ACCEPT'],
  ['a rule of the administrator', '-A CNI-ADMIN -s 192.0.2.7/32 -j DROP'],
])('shared chains stay while %s needs them', (_, rule) => {
  const saved = ours.toSpliced(8, 0, rule).join('\n')
  const removal = removalOf(saved, mine, true)
  expect(removal).not.toMatch(/-[FX] CNI-(ADMIN|FORWARD|ISO|HOST)/)
  expect(removal).not.toContain(rule.slice(3))
})

test('rules of others that name our addresses are left alone', () => {
  const saved = '*filter\n:INPUT ACCEPT [0:0]\n-A INPUT -s 10.86.69.2/32 -j ACCEPT\nCOMMIT\n'
  expect(removalOf(saved, mine, true)).toBeUndefined()
  expect(hasSharedChains(saved)).toBe(false)
  expect(hasSharedChains(ours.join('\n'))).toBe(true)
})
