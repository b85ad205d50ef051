import { useNow } from '@/api/clock';
import { useTime } from '@/i18n/time';

/** A moment: as much of the date as is needed; the whole moment and the distance when pointed at. */
export function When({ at }: { at: string | null | undefined }) {
  const now = useNow();
  const time = useTime();
  if (!at) return <span className="muted">–</span>;
  return (
    <time dateTime={at} title={`${time.full(at)} · ${time.relative(at, now)}`} className="num nowrap">
      {time.short(at, now)}
    </time>
  );
}
