import { expect, test } from 'vitest'
import { chooseSubnet, firstAddress, overlaps, parseRoutes } from './subnet.ts'

test('subnets overlap when one holds the other', () => {
  expect(overlaps('10.0.0.0/8', '10.83.4.0/24')).toBe(true)
  expect(overlaps('10.83.4.0/24', '10.83.5.0/24')).toBe(false)
  expect(overlaps('192.168.1.7', '192.168.0.0/16')).toBe(true)
  expect(overlaps('fd00::/8', '10.83.4.0/24')).toBe(false)
  expect(overlaps('0.0.0.0/0', '255.255.255.255/32')).toBe(true)
})

test('a free subnet is chosen, beginning where the seed says', () => {
  expect(chooseSubnet([], '000000')).toBe('10.83.0.0/24')
  expect(chooseSubnet(['10.83.0.0/23'], '000000')).toBe('10.83.2.0/24')
  expect(chooseSubnet([], 'ffffff')).toBe('10.98.255.0/24')
  expect(chooseSubnet(['10.98.0.0/16'], 'ffffff')).toBe('10.83.0.0/24')
  expect(chooseSubnet(['10.0.0.0/8'], '000000')).toBeUndefined()
})

test('the gateway is the first address', () => {
  expect(firstAddress('10.86.69.0/24')).toBe('10.86.69.1')
})

test('routes of the kernel are read, without the default one', () => {
  const text = [
    'Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT',
    'eth0\t00000000\t010200C0\t0003\t0\t0\t0\t00000000\t0\t0\t0',
    'nerdctl0\t0000D30A\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0',
    'eth0\t000200C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0',
    '',
  ].join('\n')
  expect(parseRoutes(text)).toEqual([
    { subnet: '10.211.0.0/24', device: 'nerdctl0' },
    { subnet: '192.0.2.0/24', device: 'eth0' },
  ])
})
