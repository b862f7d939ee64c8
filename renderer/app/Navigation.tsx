import { useLocation, useSearch } from 'wouter'
import { addressOf } from '../lib/address.ts'
import { cx } from '../lib/cx.ts'
import { useContainers } from '../store/hooks.ts'
import { Icon } from '../ui/icons.tsx'
import css from './frame.module.css'
import { PageLink } from './PageLink.tsx'
import { places } from './places.ts'
import { strings } from './strings.ts'

const ContainerCount = () => {
  const { size } = useContainers().rows
  return size > 0 && <span className={css['count']}>{size}</span>
}

export function Navigation({ isReady }: { isReady: boolean }) {
  const [location] = useLocation()
  // Links carry the namespace of the address: drawn again when that changes.
  useSearch()
  const [, first = ''] = location.split('/')
  return (
    <nav className={css['navigation']} aria-label={strings.navigation}>
      {places.map(({ path, label, icon }) => (
        <PageLink
          key={path}
          href={addressOf(path)}
          className={cx(css['place'], path === '/settings' && css['last'])}
          isCurrent={path === `/${first}`}
        >
          <Icon name={icon} />
          <span className={css['placeName']}>{label}</span>
          {path === '/containers' && isReady && <ContainerCount />}
        </PageLink>
      ))}
    </nav>
  )
}
