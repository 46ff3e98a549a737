using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Mnist.Domain.Catalog;
using Mnist.Domain.Differences;
using Mnist.Domain.Networks;
using Mnist.Domain.Values;
using Xunit;
using Layers = Mnist.Domain.Values.ValueList<Mnist.Domain.Networks.Layer>;

namespace Mnist.PropertyTests.Domain;

public sealed class LayerChangeTests
{
    /// <summary>Short chains of few layers, so that much is alike.</summary>
    private static readonly Arbitrary<(Layers Before, Layers After)> Pairs = Arb.From(
        from before in Chain
        from after in Chain
        select (before, after));

    private static Gen<Layers> Chain =>
        from length in Gen.Choose(0, 6)
        from layers in Gen.Elements<Layer>(
            new Layer.Relu(), new Layer.Conv2d(4, 3), new Layer.Conv2d(8, 3), new Layer.Dropout(0.1), new Layer.Dropout(0.2)).ListOf(length)
        select layers.ToValueList();

    [Property]
    public Property Made_on_the_first_network_the_changes_give_the_second() => Prop.ForAll(Pairs, pair =>
        Apply(pair.Before, Changes(pair.Before, pair.After)).Equals(pair.After));

    [Property]
    public Property There_are_as_few_changes_as_can_be() => Prop.ForAll(Pairs, pair =>
        Changes(pair.Before, pair.After).Count == Fewest(pair.Before, pair.After));

    [Property]
    public Property The_way_back_is_as_long() => Prop.ForAll(Pairs, pair =>
        Changes(pair.Before, pair.After).Count == Changes(pair.After, pair.Before).Count);

    [Property(Arbitrary = [typeof(Architectures)])]
    public bool A_network_does_not_differ_from_itself(Architecture net) => Changes(net.Layers, [.. net.Layers]).Count == 0;

    [Fact]
    public void Between_two_steps_only_the_dropout_is_new() => Assert.All(
        Changes(Eva6.Step2.Architecture.Layers, Eva6.Step3.Architecture.Layers),
        change => Assert.True(change is { Before: null, After.Layer: Layer.Dropout { Rate: 0.01 } }));

    [Property]
    public Property Longer_networks_have_as_few_changes_as_the_table_of_Wagner_and_Fischer_says() => Prop.ForAll(LongPairs, pair =>
        (Changes(pair.Before, pair.After).Count == InTable(pair.Before, pair.After)
            && Apply(pair.Before, Changes(pair.Before, pair.After)).Equals(pair.After))
            .Classify(Changes(pair.Before, pair.After).Count > 10, "more than ten"));

    [Fact]
    public void Networks_that_differ_in_too_much_are_compared_position_by_position()
    {
        Layers before = [.. Enumerable.Range(0, 5_000).Select(i => new Layer.Conv2d(1 + i, 3)), new Layer.Relu()];
        Layers after = [.. Enumerable.Range(0, 4_999).Select(i => new Layer.Conv2d(10_000 + i, 3)), new Layer.Flatten()];
        var difference = LayerDifference.Between(before, after);
        Assert.True(difference.ByPosition);
        Assert.Equal(4_999 + 2 + 1, difference.Changes.Count);
        Assert.Equal(after, Apply(before, difference.Changes));
    }

    [Theory]
    [InlineData(LayerDifference.MostAligned, false)]
    [InlineData(LayerDifference.MostAligned + 1, true)]
    public void So_many_changes_are_aligned(int changes, bool byPosition)
    {
        Layers before = [.. Enumerable.Repeat(new Layer.Relu(), 30_000)];
        Layers after = [.. Enumerable
            .Range(0, 30_000 + changes)
            .Select(Layer (i) => i % 2 == 1 && i < 2 * changes ? new Layer.Dropout(0) : new Layer.Relu())];
        var difference = LayerDifference.Between(before, after);
        Assert.Equal(byPosition, difference.ByPosition);
        Assert.True(byPosition || difference.Changes.Count == changes);
        Assert.Equal(after, Apply(before, difference.Changes));
    }

    private static readonly Arbitrary<(Layers Before, Layers After)> LongPairs = Arb.From(
        from before in Chain.ListOf(8)
        from edits in Chain.ListOf(8)
        from keep in Gen.Elements(true, true, true, false).ListOf(8)
        select (
            before.SelectMany(part => part).ToValueList(),
            before.Zip(edits, keep).SelectMany(part => part.Third ? part.First : part.Second).ToValueList()));

    private static ValueList<LayerChange> Changes(Layers before, Layers after) => LayerDifference.Between(before, after).Changes;

    private static int InTable(Layers before, Layers after)
    {
        var row = Enumerable.Range(0, after.Count + 1).ToArray();
        for (var i = 1; i <= before.Count; i++)
        {
            var above = row;
            row = [i, .. new int[after.Count]];
            for (var j = 1; j <= after.Count; j++)
            {
                var (one, other) = (before[i - 1], after[j - 1]);
                var changed = above[j - 1] + (one == other ? 0 : one.GetType() == other.GetType() ? 1 : 2);
                row[j] = Math.Min(changed, 1 + Math.Min(above[j], row[j - 1]));
            }
        }

        return row[^1];
    }

    private static Layers Apply(Layers before, ValueList<LayerChange> changes)
    {
        var removed = changes.Where(c => c is { Before: not null, After: null }).Select(c => c.Before!.Index).ToHashSet();
        var changed = changes
            .Where(c => c is { Before: not null, After: not null })
            .ToDictionary(c => c.Before!.Index, c => c.After!.Layer);
        var layers = before
            .Select((layer, i) => (i, layer))
            .Where(l => !removed.Contains(l.i))
            .Select(l => changed.GetValueOrDefault(l.i, l.layer))
            .ToList();
        foreach (var added in changes.Where(c => c.Before is null).OrderBy(c => c.After!.Index))
            layers.Insert(added.After!.Index, added.After.Layer);
        return layers.ToValueList();
    }

    /// <summary>Every way tried, none remembered.</summary>
    private static int Fewest(IEnumerable<Layer> before, IEnumerable<Layer> after) => (before.ToArray(), after.ToArray()) switch
    {
        ([], var rest) => rest.Length,
        (var rest, []) => rest.Length,
        ([var one, .. var ones], [var other, .. var others]) => new[]
        {
            1 + Fewest(ones, [other, .. others]),
            1 + Fewest([one, .. ones], others),
            one == other ? Fewest(ones, others) : one.GetType() == other.GetType() ? 1 + Fewest(ones, others) : int.MaxValue,
        }.Min(),
    };
}
