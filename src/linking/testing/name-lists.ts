/**
 * Surnames and given-name characters with weights like those of China's name reports (Ministry of Public Security,
 * 2020: the five commonest surnames hold 30.8 % of the people, the hundred commonest 85 %).
 */
import type { Rng } from '../../core/rng.ts';

/** Per mille of the people, commonest first; after the list a long even tail. */
const surnameShares =
  '王72 李71 张67 刘54 陈46 杨31 黄23 赵21 吴20 周19 徐15 孙14 马13 朱12 胡12 郭12 何11 林11 高10 罗10 郑9 梁8 谢8 宋7 唐7 ' +
  '许6 韩6 邓6 冯6 曹6 彭5 曾5 肖5 田5 董5 潘5 袁5 蔡5 蒋4 余4 于4 杜4 叶4 程4 魏4 苏4 吕4 丁4 任4 卢4 姚4 沈4 钟4 姜4 崔4 谭4 陆4 ' +
  '范3 汪3 廖3 石3 金3 韦3 贾3 夏3 付3 方3 邹3 熊3 白3 孟3 秦3 邱3 侯3 江3 尹3 薛3 闫3 段2 雷2 龙2 黎2 史2 陶2 贺2 毛2 郝2 顾2 龚2 ' +
  '邵2 万2 覃2 武2 钱2 戴2 严2 莫2 孔2 向2 常2';
const rareSurnames =
  '汤康易乔牛洪岳庄柳葛祝颜倪季殷梅耿焦左俞柯纪舒桂涂兰童甘翁娄柴卞鲁苗甄裴席游阮符欧盛池鞠边蒲晏苟沙米翟古屠冉佟巩仇' +
  '单栾缪车原尚宁臧阎艾商邢温樊骆宗解丛井房卓路安麦全成申伍辛管祁聂关鲍';

const male =
  '伟强磊军洋勇杰涛明超刚平辉鹏华飞鑫波斌宇浩凯健俊帅建国志文海林东峰龙成永春生德金玉福祥庆荣贵兴胜利红光新民立学家宏树';
const female =
  '芳娜敏静丽艳娟霞秀英桂兰玲燕红梅莉琴云雪倩洁颖琳婷慧玉萍凤珍淑华月莲春菊花香芝美荣翠爱巧琼芬彩蓉晶媛蕾薇佳欣雨怡梦';
const young =
  '子梓浩宇轩涵睿欣怡雨诗佳思晨俊泽博一可嘉诺瑞铭沐辰依语馨妍琪瑶雯萱彤玥钰皓天昊然艺奕熙悦心若伊宸锦书';
const other =
  '长启元士义仁信忠孝礼智廉正直清顺安康泰和亮晓丹青松柏桐枫竹岩石山川江河湖溪泉源深潮风雷震电火炎炳焕灿煜烨星辰昌旭晖朝阳' +
  '晴景昭晗冰霜露霖霏济洪润泓淼沛泽浦澄澜瀚宝珠珊珂琦琛瑜瑾璇璐绍继绪维纲经纬绮绣缘良贤能才俊英豪杰雄武威毅坚恒远达通';

/** Draws values by weight. */
export function weighted<Value>(values: readonly Value[], weights: readonly number[]): (rng: Rng) => Value {
  const ends: number[] = [];
  let total = 0;
  for (const weight of weights) ends.push((total += weight));
  return (rng) => {
    const at = rng.next() * total;
    let low = 0;
    let high = ends.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (ends[middle]! > at) high = middle;
      else low = middle + 1;
    }
    return values[low]!;
  };
}

/** Zipf weights with the exponent. */
const zipf = (count: number, exponent: number): readonly number[] =>
  Array.from({ length: count }, (_, i) => 1 / (i + 3) ** exponent);

const common = surnameShares.split(' ');
/** A surname. */
export const drawSurname = weighted(
  [...common.map((entry) => entry[0]!), ...Array.from(rareSurnames)],
  [...common.map((entry) => Number(entry.slice(1))), ...Array.from(rareSurnames, () => 1.3)],
);

const pools = [male, female, young].map((pool) => [...new Set(Array.from(pool + other))]);
const drawers = pools.map((pool) => weighted(pool, zipf(pool.length, 0.8)));

/** Every character that a given name may hold. */
export const givenCharacters: readonly string[] = [...new Set(pools.flat())];

/** A character of a given name. */
export function drawGivenCharacter(rng: Rng, sex: '1' | '2', birthYear: number): string {
  return drawers[birthYear > 1998 ? 2 : sex === '1' ? 0 : 1]!(rng);
}
