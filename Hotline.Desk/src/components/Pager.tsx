import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import styles from './Pager.module.css';

interface Props {
  page: number;
  size: number;
  total: number;
  /** There are more than total. */
  more?: boolean;
  onPage: (page: number) => void;
}

export function Pager({ page, size, total, more = false, onPage }: Props) {
  const { t } = useTranslation();
  const pages = Math.max(1, Math.ceil(total / size));
  const counted = more ? `${total}+` : total;
  const first = total === 0 ? 0 : (page - 1) * size + 1;
  return (
    <nav className={styles.pager} aria-label={t('app.pages')}>
      <span className="num muted small">
        {t('app.range', { first, last: Math.min(page * size, total), total: counted })}
      </span>
      <Button
        size="small"
        icon={<LeftOutlined />}
        aria-label={t('app.previousPage')}
        disabled={page <= 1}
        onClick={() => onPage(page - 1)}
      />
      <span className="num">
        {page} / {pages}
      </span>
      <Button
        size="small"
        icon={<RightOutlined />}
        aria-label={t('app.nextPage')}
        disabled={page >= pages && !more}
        onClick={() => onPage(page + 1)}
      />
    </nav>
  );
}
