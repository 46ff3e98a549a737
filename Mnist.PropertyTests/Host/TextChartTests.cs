using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Mnist.Domain.Values;
using Mnist.Host.Presentation;
using Xunit;

namespace Mnist.PropertyTests.Host;

public sealed class TextChartTests
{
    private static readonly Arbitrary<(ValueList<double> Curve, int More, int Width)> Cases = Arb.From(
        from curve in Gen.Choose(0, 10_000).Select(n => n / 100.0).NonEmptyListOf()
        from more in Gen.Choose(0, 20)
        from width in Gen.Choose(20, 120)
        select (curve.ToValueList(), more, width));

    [Property]
    public Property Every_chart_keeps_to_its_size_and_shows_something() => Prop.ForAll(Cases, c =>
    {
        var lines = TextChart.Lines([c.Curve], c.Curve.Count + c.More, 99.4, c.Width);
        return lines.Count == TextChart.Rows && lines.All(line => line.Length <= c.Width) && lines.Any(line => line.Any(IsDot));
    });

    [Property]
    public Property The_best_accuracy_is_on_top_and_the_worst_at_the_bottom() => Prop.ForAll(Cases, c =>
    {
        var lines = TextChart.Lines([c.Curve], c.Curve.Count + c.More, level: null, c.Width);
        return lines[^1].Any(IsDot) && (lines[0].Any(IsDot) || c.Curve.Max() <= c.Curve.Min());
    });

    [Fact]
    public void A_rising_curve_rises_to_the_right() => Assert.Equal(
        """
         99.00 │          ⡠⠊
               │        ⡠⠊
               │      ⡠⠊
               │    ⡠⠊
               │  ⡠⠊
         90.00 │⡠⠊
        """,
        string.Join('\n', TextChart.Lines([[90, 99]], 2, level: null, 20)),
        ignoreLineEndingDifferences: true);

    private static bool IsDot(char c) => c is > '\u2800' and <= '\u28FF';
}
