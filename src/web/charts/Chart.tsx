import type { ECharts, EChartsCoreOption } from 'echarts/core';
import { useEffect, useRef } from 'react';
import { startChart } from './echarts.ts';

interface ChartProps {
  readonly option: EChartsCoreOption;
  readonly label: string;
  readonly className: string;
}

/** One ECharts picture that follows the size of its frame. */
export function Chart({ option, label, className }: ChartProps) {
  const frame = useRef<HTMLDivElement>(null);
  const chart = useRef<ECharts | null>(null);
  useEffect(() => {
    if (frame.current === null) return;
    const started = startChart(frame.current);
    chart.current = started;
    const observer = new ResizeObserver(() => {
      started.resize();
    });
    observer.observe(frame.current);
    return () => {
      observer.disconnect();
      started.dispose();
      chart.current = null;
    };
  }, []);
  useEffect(() => {
    chart.current?.setOption(option, { notMerge: true });
  }, [option]);
  return <div ref={frame} className={className} role="img" aria-label={label} />;
}
