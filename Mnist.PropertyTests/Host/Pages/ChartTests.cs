using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Mnist.Domain.Values;
using Mnist.Host.Presentation.Charts;
using Xunit;

namespace Mnist.PropertyTests.Host;

public sealed partial class ChartTests
{
    private static readonly Gen<double> Number = Gen.OneOf(
        Gen.Choose(-1000, 1000).Select(n => n / 8.0),
        Gen.Elements(0.0, 1e-9, 1e9, 99.4, double.NaN, double.PositiveInfinity, double.NegativeInfinity));

    /// <summary>Not more than a chart draws dots for.</summary>
    private static readonly Gen<double[]> Numbers = Number.ListOf().Resize(40).Select(n => n.Take(40).ToArray());

    [Property]
    public Property A_chart_of_any_numbers_is_well_formed_and_stays_within_its_frame() => Prop.ForAll(
        Numbers.Zip(ArbMap.Default.GeneratorFor<bool>()).ToArbitrary(), drawn =>
        {
            var (values, isLogarithmic) = (drawn.Item1, drawn.Item2);
            var svg = Draw(values, isLogarithmic);
            var box = svg.Attribute("viewBox")!.Value.Split(' ').Select(Parse).ToArray();
            foreach (var element in svg.Descendants())
            {
                AssertWithin(element.Attribute("x") ?? element.Attribute("cx"), box[2] - Length(element.Attribute("width")));
                AssertWithin(element.Attribute("y") ?? element.Attribute("cy"), box[3]);
            }

            Assert.All(svg.Descendants("path"), path => Assert.Matches(Path(), path.Attribute("d")!.Value));
            Assert.Equal(values.Count(double.IsFinite), svg.Descendants("circle").Count());
        });

    [Property]
    public Property A_larger_number_is_never_drawn_lower() =>
        Prop.ForAll(Numbers.Select(n => n.Where(double.IsFinite).ToArray()).ToArbitrary(), values =>
    {
        var drawn = Draw(values, isLogarithmic: false).Descendants("circle").Select(dot => Parse(dot.Attribute("cy")!.Value)).ToArray();
        return Enumerable
            .Range(0, values.Length)
            .All(i => Enumerable.Range(0, values.Length).All(j => values[i] <= values[j] || drawn[i] <= drawn[j]));
    });

    [Property]
    public Property Ticks_are_inside_ascending_and_not_too_many() => Prop.ForAll(
        Number.ListOf().Zip(ArbMap.Default.GeneratorFor<bool>()).ToArbitrary(), drawn =>
        {
            var scale = Scale.Around(drawn.Item1, drawn.Item2);
            var ticks = scale.Ticks();
            Assert.InRange(ticks.Count, 1, 12);
            Assert.Equal(ticks.Order(), ticks);
            Assert.All(ticks, tick => Assert.InRange(scale.Fraction(tick), -1e-6, 1 + 1e-6));
            Assert.All(ticks, tick => Assert.Equal(1 - scale.Fraction(tick), scale.Reversed().Fraction(tick), 9));
        });

    [Theory]
    [InlineData(1, 15, 1, "2 4 6 8 10 12 14")]
    [InlineData(1, 1, 1, "1")]
    [InlineData(0, 0.1, 0, "0 0.02 0.04 0.06 0.08 0.1")]
    public void Ticks_are_round(double from, double to, double least, string ticks) => Assert.Equal(
        ticks, string.Join(
            ' ',
            Scale.Around([from, to], margin: 0.02).Ticks(least).Select(t => t.ToString("0.####", CultureInfo.InvariantCulture))));

    [Fact]
    public void Errors_are_ticked_at_the_accuracies_people_know() => Assert.Equal(
        [0.5, 1, 2, 5, 10], Scale.Around([0.45, 12], isLogarithmic: true).Ticks());

    [Fact]
    public void A_value_that_is_no_number_leaves_a_gap() =>
        Assert.Equal(2, Draw([1, 2, double.NaN, 3], isLogarithmic: false)
            .Descendants("path")
            .Count(p => p.Attribute("class")!.Value.StartsWith("curve", StringComparison.Ordinal)));

    [Property]
    public Property No_point_is_ahead_of_the_front_and_every_other_one_is_behind_it() => Prop.ForAll(
        Gen.Choose(1, 9).Zip(Gen.Choose(1, 9)).ListOf().ToArbitrary(), places =>
        {
            var marks = places.Select((place, i) => new Mark($"{i}", 1, place.Item1, place.Item2)).ToValueList();
            var front = Scatter(marks).Front;
            bool IsAhead(Mark a, Mark b) => a.X <= b.X && a.Y >= b.Y && (a.X < b.X || a.Y > b.Y);
            return front.All(mark => !marks.Any(other => IsAhead(other, mark)))
                && marks.All(mark => front.Any(other => other.X <= mark.X && other.Y >= mark.Y))
                && front.Zip(front.Skip(1)).All(pair => pair.First.X < pair.Second.X && pair.First.Y < pair.Second.Y);
        });

    [Property]
    public Property A_chart_of_any_points_is_well_formed_and_stays_within_its_frame() => Prop.ForAll(
        Number.Zip(Number).ListOf().ToArbitrary(), places =>
        {
            var marks = places
                .Where(place => double.IsFinite(place.Item1) && double.IsFinite(place.Item2))
                .Select((place, i) => new Mark($"mark {i}", (i % 8) + 1, place.Item1, place.Item2)
                {
                    Interval = i % 2 == 0 ? null : (place.Item2 - 1, place.Item2 + 1),
                    IsHollow = i % 3 == 0,
                })
                .ToValueList();
            var svg = XElement.Parse(Scatter(marks).Svg().Markup);
            Assert.Equal(2 * marks.Count, svg.Descendants("circle").Count());
            foreach (var element in svg.Descendants())
            {
                AssertWithin(element.Attribute("x") ?? element.Attribute("cx"), 420);
                AssertWithin(element.Attribute("y") ?? element.Attribute("cy"), 266);
            }
        });

    [Theory]
    [InlineData(-0.5, 0.5, 1, false)]
    [InlineData(-0.5, 5, 1, true)]
    [InlineData(-5, 5, 0, false)]
    public void An_interval_has_its_ends_or_an_arrow_and_is_left_out_where_it_is_wider_than_the_plot(
        double low, double high, int drawn, bool hasArrow)
    {
        var marks = (ValueList<Mark>)[new("a", 1, 0, 0) { Interval = (low, high) }];
        var paths = XElement.Parse(new ScatterChart(
            "points", new("x", new(-1, 1), Plain, Plain), new("y", new(-1, 1), Plain, Plain), marks).Svg().Markup)
            .Descendants("path")
            .Where(path => path.Attribute("class")!.Value.StartsWith("interval", StringComparison.Ordinal))
            .Select(path => path.Attribute("d")!.Value)
            .ToList();
        Assert.Equal(drawn, paths.Count);
        Assert.All(paths, path => Assert.Equal(hasArrow, path.Contains('L', StringComparison.Ordinal)));
        Assert.All(paths, path => Assert.Contains("h6", path, StringComparison.Ordinal));
    }

    private static ScatterChart Scatter(ValueList<Mark> marks) => new(
        "points",
        new("x", Scale.Around(marks.Select(mark => mark.X)), Plain, Plain),
        new("y", Scale.Around(marks.Select(mark => mark.Y)), Plain, Plain),
        marks);

    [Fact]
    public void Names_are_text() =>
        Assert.Contains(
            Draw([1], isLogarithmic: false, name: "</svg><script>").Descendants("title"),
            t => t.Value == "at 0: </svg><script> 1");

    private static XElement Draw(double[] values, bool isLogarithmic, string name = "a") => XElement.Parse(new LineChart(
        name,
        new(name, Scale.Around([0, values.Length]), Plain, x => $"at {x}"),
        new(name, Scale.Around(values, isLogarithmic), Plain, Plain),
        [new(name, 1, values.Select((v, i) => ((double)i, v)).ToValueList())])
    {
        Areas = [new(2, values.Select((v, i) => ((double)i, v - 1, v + 1)).ToValueList())],
        Level = new(5, name),
        Stretch = new(0, 1, name),
    }.Svg().Markup);

    private static string Plain(double value) => value.ToString("G4", CultureInfo.InvariantCulture);

    private static double Parse(string number) => double.Parse(number, CultureInfo.InvariantCulture);

    private static double Length(XAttribute? length) => length is null ? 0 : Parse(length.Value);

    private static void AssertWithin(XAttribute? place, double end)
    {
        if (place is not null)
            Assert.InRange(Parse(place.Value), 0, end);
    }

    [GeneratedRegex(@"^(M|L|H|Z| |-?\d+(\.\d+)?)+$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Path();
}
