import type { Container, ContainerDetails, Mount } from '../../../../preload/contract/containers.ts'
import { CopyButton } from '../../../ui/CopyButton.tsx'
import { portTexts } from '../port-link.ts'
import css from './overview.module.css'
import { Copied, Facts, Nothing, Section } from './Section.tsx'
import { strings } from './strings.ts'

export const PortsSection = ({ container: { ports } }: { container: Container }) => (
  <Section title={strings.ports}>
    {ports.length === 0 && <Nothing>{strings.noPorts}</Nothing>}
    <ul className={css['ports']}>
      {portTexts(ports).map(({ key, host, inner, link }) => (
        <li key={key}>
          {link === undefined ? (
            <span>{host}</span>
          ) : (
            <a href={link} target="_blank" rel="noopener noreferrer" title={link}>
              {host}
            </a>
          )}
          <span className={css['faint']}>
            {strings.toPort(inner ?? host.replace(/^.*:/, ''))} {strings.inContainer}
          </span>
          {link !== undefined && <CopyButton text={link} label={strings.copyAddress(link)} />}
        </li>
      ))}
    </ul>
  </Section>
)

const isAnonymous = ({ type, name }: Mount) =>
  type === 'volume' && /^[0-9a-f]{64}$/.test(name ?? '')

const Source = ({ mount }: { mount: Mount }) => {
  if (mount.type === 'tmpfs') return undefined
  if (mount.name === undefined) return <code>{mount.source}</code>
  if (isAnonymous(mount)) {
    return (
      <span title={mount.name}>
        <code>{mount.name.slice(0, 12)}</code>{' '}
        <span className={css['faint']}>{strings.anonymous}</span>
      </span>
    )
  }
  return <code title={mount.source}>{mount.name}</code>
}

export const MountsSection = ({ container: { mounts } }: { container: Container }) => (
  <Section title={strings.mounts}>
    {mounts.length === 0 ? (
      <Nothing>{strings.noMounts}</Nothing>
    ) : (
      <table className={css['table']}>
        <thead>
          <tr>
            <th scope="col">{strings.inside}</th>
            <th scope="col">{strings.kind}</th>
            <th scope="col">{strings.source}</th>
            <th scope="col">{strings.access}</th>
          </tr>
        </thead>
        <tbody>
          {mounts.map((mount) => (
            <tr key={mount.destination}>
              <td className={css['wraps']}>
                <code>{mount.destination}</code>
              </td>
              <td className={css['dim']}>{mount.type}</td>
              <td className={css['wraps']}>
                <Source mount={mount} />
              </td>
              <td className={css['dim']}>
                {mount.isReadOnly ? strings.readOnly : strings.writable}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    )}
  </Section>
)

const list = (texts: readonly string[] | undefined) =>
  texts === undefined || texts.length === 0 ? undefined : <code>{texts.join(', ')}</code>

/** `10.4.0.3/24` is shown, `10.4.0.3` is what one pastes. */
const Address = ({ address }: { address: string }) => (
  <Copied text={address.replace(/\/\d+$/, '')} what={address}>
    {address}
  </Copied>
)

export const NetworksSection = ({
  container: { networks },
  details,
}: {
  container: Container
  details: ContainerDetails | undefined
}) => (
  <Section title={strings.networks}>
    {networks.length === 0 ? (
      <Nothing>{strings.noNetworks}</Nothing>
    ) : (
      <table className={css['table']}>
        <thead>
          <tr>
            <th scope="col">{strings.network}</th>
            <th scope="col">{strings.addresses}</th>
            <th scope="col">{strings.gateway}</th>
            <th scope="col">{strings.mac}</th>
          </tr>
        </thead>
        <tbody>
          {networks.map(({ name, addresses, gateway, mac }) => (
            <tr key={name}>
              <td className={css['wraps']}>{name}</td>
              <td>
                {addresses.length === 0 && (
                  <span className={css['faint']}>{strings.whileRunning}</span>
                )}
                {addresses.map((address) => (
                  <Address key={address} address={address} />
                ))}
              </td>
              <td>{gateway !== undefined && <code>{gateway}</code>}</td>
              <td>{mac !== undefined && <code>{mac}</code>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    )}
    <Facts
      facts={[
        { name: strings.dns, value: list(details?.dns) },
        { name: strings.extraHosts, value: list(details?.extraHosts) },
      ]}
    />
  </Section>
)
