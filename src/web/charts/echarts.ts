/** The few parts of ECharts the pages use, so that the rest is not shipped. */
import { BarChart, LineChart, ScatterChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { init, use, type ECharts } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

use([LineChart, BarChart, ScatterChart, GridComponent, LegendComponent, TooltipComponent, SVGRenderer]);

/** Starts an empty chart in an element; SVG, so that it prints and enlarges sharply. */
export function startChart(element: HTMLElement): ECharts {
  return init(element, null, { renderer: 'svg' });
}
