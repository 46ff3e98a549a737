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
        var lines = Lines([c.Curve], c.Curve.Count + c.More, 99.4, c.Width);
        return lines.Count == TextChart.Rows && lines.All(line => line.Length <= c.Width) && lines.Any(line => line.Any(IsDot));
    });

    [Property]
    public Property The_best_accuracy_is_on_top_and_the_worst_at_the_bottom() => Prop.ForAll(Cases, c =>
    {
        var lines = Lines([c.Curve], c.Curve.Count + c.More, level: null, c.Width);
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
        string.Join('\n', Lines([[90, 99]], 2, level: null, 20)),
        ignoreLineEndingDifferences: true);

    /// <summary>Where one curve alone is, its dots have its number; nothing else has one.</summary>
    [Property]
    public Property Every_dot_belongs_to_a_curve_that_is_drawn_there() => Prop.ForAll(Cases, Cases, (one, other) =>
    {
        var both = TextChart.Lines([one.Curve, other.Curve], 200, level: null, one.Width);
        return both.All(line => line.All(piece =>
            piece.Text.Any(IsDot) == (piece.Curve != TextChart.Plain) && piece.Curve is >= TextChart.Plain and <= 1))
            && both.SelectMany(line => line).Any(piece => piece.Curve == 1);
    });

    private static ValueList<string> Lines(ValueList<ValueList<double>> curves, int epochs, double? level, int width) => TextChart
        .Lines(curves, epochs, level, width)
        .Select(line => string.Concat(line.Select(piece => piece.Text)).TrimEnd())
        .ToValueList();

    private static bool IsDot(char c) => c is > '\u2800' and <= '\u28FF';
}
