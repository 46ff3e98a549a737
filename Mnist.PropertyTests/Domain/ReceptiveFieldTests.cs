using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Mnist.Domain.Analysis;
using Mnist.Domain.Networks;
using Xunit;

namespace Mnist.PropertyTests.Domain;

public sealed class ReceptiveFieldTests
{
    [Property(MaxTest = 300, Arbitrary = [typeof(Architectures)])]
    public Property Every_output_away_from_the_padding_sees_exactly_its_field(Architecture net)
    {
        var field = Summaries.Of(net).Field;
        var inside = Outputs(net).Where(o => !o.Sight.Padding).ToArray();
        var wrong = inside.Where(o => o.Sight.Hull(net.Input.Width) != Predicted(field, o.Row, o.Column)).ToArray();
        return (wrong.Length == 0)
            .Label($"{field}; {string.Join(", ", wrong.Select(o => (o.Row, o.Column, o.Sight.Hull(net.Input.Width))))}")
            .Classify(inside.Length > 0, "compared")
            .Classify(inside.Length > 1, "jump compared");
    }

    [Property(MaxTest = 300, Arbitrary = [typeof(Architectures)])]
    public Property No_output_sees_beyond_its_field(Architecture net)
    {
        var field = Summaries.Of(net).Field;
        return Outputs(net).Where(o => !o.Sight.Pixels.IsZero).All(o =>
        {
            var (seen, predicted) = (o.Sight.Hull(net.Input.Width), Predicted(field, o.Row, o.Column));
            return seen.Top >= predicted.Top
                && seen.Bottom <= predicted.Bottom
                && seen.Left >= predicted.Left
                && seen.Right <= predicted.Right;
        }).Label($"{field}");
    }

    /// <summary>Keeps the first property honest: half of the networks have outputs to compare, a quarter have two in a row.</summary>
    [Fact]
    public void Enough_networks_have_outputs_away_from_the_padding()
    {
        var inside = Architectures.Any.Sample(400, new Rnd(1), 60).Select(net => Outputs(net).Count(o => !o.Sight.Padding)).ToArray();
        Assert.InRange(inside.Count(n => n > 0), 200, 400);
        Assert.InRange(inside.Count(n => n > 1), 100, 400);
    }

    [Property(MaxTest = 300, Arbitrary = [typeof(Architectures)])]
    public Property A_chain_split_anywhere_gives_the_field_of_the_whole(Architecture net, NonNegativeInt cut)
    {
        var place = cut.Get % (net.Layers.Count + 1);
        var (first, second) = (PlacedLayer.Chain(net.Layers.Take(place)), PlacedLayer.Chain(net.Layers.Skip(place)));
        var halves = ShapeCalculator.Output(first, net.Input).Bind(middle =>
            ReceptiveFieldCalculator.Through(first, net.Input, ReceptiveField.Pixel).Bind(field =>
                ReceptiveFieldCalculator.Through(second, middle, field)));
        return (halves == ReceptiveFieldCalculator.Through(PlacedLayer.Chain(net.Layers), net.Input, ReceptiveField.Pixel))
            .Classify(place > 0 && place < net.Layers.Count, "cut inside");
    }

    /// <summary>Refused once, because the convolution halves the positions that the pooling merges.</summary>
    [Fact]
    public void Branches_of_unlike_strides_may_meet_in_a_single_position()
    {
        Layer pool = new Layer.GlobalAvgPool();
        var block = new Layer.Residual([new Layer.Conv2d(1, 3) { Stride = 2 }, pool]) { Projection = [pool] };
        Assert.Equal(new(new(0, 9, 9), new(0, 9, 9)), Summaries.Of(new(new(1, 9, 9), [block])).Field);
    }

    /// <summary>Along an axis with one position there is no neighbour to misplace; along the other one there is.</summary>
    [Theory]
    [InlineData(1, 5, 2, 1, true)]
    [InlineData(1, 5, 1, 2, false)]
    [InlineData(5, 1, 1, 2, true)]
    [InlineData(5, 1, 2, 1, false)]
    public void Branches_may_step_differently_only_where_one_position_is_left(int height, int width, int down, int across, bool isAllowed)
    {
        // Both branches end in (height, width), the body by steps and the projection by a large kernel.
        var input = new Shape(1, ((height - 1) * down) + 1 + (down - 1), ((width - 1) * across) + 1 + (across - 1));
        Layer body = new Layer.Conv2d(1, 1) { Stride = new(down, across) };
        Layer projection = new Layer.Conv2d(1, new(input.Height - height + 1, input.Width - width + 1));
        var block = new Layer.Residual([body]) { Projection = [projection] };
        var errors = Summarizer.Summarize(new(input, [block])).Match(valid: _ => [], invalid: errors => errors);
        Assert.Equal(isAllowed ? [] : [new NetworkError.BranchesMisaligned(new("0", block), new(down, across), 1)], errors);
    }

    [Fact]
    public void Side_and_jump_of_a_field_are_those_of_its_narrower_and_its_coarser_axis() => Assert.Equal(
        (7, 4),
        (new ReceptiveField(new(-1, 7, 2), new(0, 9, 4)).Size, new ReceptiveField(new(-1, 7, 2), new(0, 9, 4)).Jump));

    private static IEnumerable<(int Row, int Column, Sight Sight)> Outputs(Architecture net)
    {
        var sights = ReferenceFields.Of(net);
        return
            from row in Enumerable.Range(0, sights.GetLength(0))
            from column in Enumerable.Range(0, sights.GetLength(1))
            select (row, column, sights[row, column]);
    }

    private static (long Top, long Bottom, long Left, long Right) Predicted(ReceptiveField field, int row, int column)
    {
        var (top, left) = (field.Rows.Start + (row * field.Rows.Jump), field.Columns.Start + (column * field.Columns.Jump));
        return (top, top + field.Rows.Size - 1, left, left + field.Columns.Size - 1);
    }
}
