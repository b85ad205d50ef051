import { type KeyboardEvent, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { hotline, type Ladder, type Rung, secondsAfter } from './ladder';
import styles from './Traces.module.css';

const row = 34;
const head = 40;
const narrowScreen = '(max-width: 760px)';

function useNarrow(): boolean {
  return useSyncExternalStore(
    (changed) => {
      const query = window.matchMedia(narrowScreen);
      query.addEventListener('change', changed);
      return () => query.removeEventListener('change', changed);
    },
    () => window.matchMedia(narrowScreen).matches,
  );
}

interface Props {
  ladder: Ladder;
  chosen: number;
  onChoose: (index: number) => void;
}

/** Who said what to whom, from top to bottom. Each message can be chosen by mouse or keyboard. */
export function LadderChart({ ladder, chosen, onChoose }: Props) {
  const { t } = useTranslation();
  const narrow = useNarrow();
  const column = narrow ? 108 : 230;
  const gutter = narrow ? 58 : 84;
  const x = (index: number) => gutter + column * (index + 0.5);
  const width = gutter + column * ladder.parties.length;
  const height = head + row * ladder.rungs.length + 16;
  const nameOf = (party: string) => (party === hotline || party === 'citizen' ? t(`oversight.traces.${party}`) : party);

  const move = (event: KeyboardEvent, index: number) => {
    const to = event.key === 'ArrowDown' ? index + 1 : event.key === 'ArrowUp' ? index - 1 : index;
    if (event.key !== 'Enter' && event.key !== ' ' && to === index) return;
    event.preventDefault();
    if (ladder.rungs[to] === undefined) return;
    onChoose(to);
    const rungs = event.currentTarget.parentElement?.querySelectorAll<SVGGElement>('[data-rung]');
    rungs?.[to]?.focus();
  };

  const say = (rung: Rung) =>
    t('oversight.traces.said', {
      time: secondsAfter(rung.after),
      from: nameOf(ladder.parties[rung.from] ?? ''),
      to: nameOf(ladder.parties[rung.to] ?? ''),
      what: rung.message.summary,
    });

  return (
    <div className={styles.scroll}>
      <svg className={styles.ladder} width={width} height={height} data-testid="ladder">
        <title>{t('oversight.traces.ladder')}</title>
        {ladder.parties.map((party, index) => (
          <g key={party}>
            <text className={styles.party} x={x(index)} y={22} textAnchor="middle">
              {nameOf(party)}
            </text>
            <line className={styles.life} x1={x(index)} x2={x(index)} y1={head - 8} y2={height} />
          </g>
        ))}
        {ladder.rungs.map((rung, index) => (
          // biome-ignore lint/a11y/useSemanticElements: there are no buttons in a drawing
          <g
            // biome-ignore lint/suspicious/noArrayIndexKey: messages are never reordered, and may be alike
            key={index}
            data-rung
            data-tone={rung.tone}
            data-chosen={index === chosen}
            className={styles.rung}
            role="button"
            tabIndex={index === chosen ? 0 : -1}
            aria-pressed={index === chosen}
            aria-label={say(rung)}
            onClick={() => onChoose(index)}
            onKeyDown={(event) => move(event, index)}
          >
            <Arrow rung={rung} left={x(rung.from)} right={x(rung.to)} y={head + row * index} width={width} />
          </g>
        ))}
      </svg>
    </div>
  );
}

function Arrow({ rung, left, right, y, width }: { rung: Rung; left: number; right: number; y: number; width: number }) {
  const line = y + row - 9;
  const tip = right > left ? -8 : 8;
  return (
    <>
      <rect className={styles.hit} x={0} y={y} width={width} height={row} />
      <text className={styles.time} x={6} y={line}>
        {secondsAfter(rung.after)}
      </text>
      <text className={styles.what} x={(left + right) / 2} y={line - 6} textAnchor="middle">
        {rung.message.summary}
      </text>
      <line x1={left} x2={right} y1={line} y2={line} />
      <path d={`M ${right} ${line} l ${tip} -4 v 8 z`} />
    </>
  );
}
