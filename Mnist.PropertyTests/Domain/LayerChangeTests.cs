using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Mnist.Domain;
using Xunit;
using Layers = Mnist.Domain.ValueList<Mnist.Domain.Layer>;

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
        Apply(pair.Before, LayerChange.Between(pair.Before, pair.After)).Equals(pair.After));

    [Property]
    public Property There_are_as_few_changes_as_can_be() => Prop.ForAll(Pairs, pair =>
        LayerChange.Between(pair.Before, pair.After).Count == Fewest(pair.Before, pair.After));

    [Property]
    public Property The_way_back_is_as_long() => Prop.ForAll(Pairs, pair =>
        LayerChange.Between(pair.Before, pair.After).Count == LayerChange.Between(pair.After, pair.Before).Count);

    [Property(Arbitrary = [typeof(Architectures)])]
    public bool A_network_does_not_differ_from_itself(Architecture net) => LayerChange.Between(net.Layers, [.. net.Layers]).Count == 0;

    [Fact]
    public void Between_two_steps_only_the_dropout_is_new() => Assert.All(
        LayerChange.Between(Eva6.Step2.Architecture.Layers, Eva6.Step3.Architecture.Layers),
        change => Assert.True(change is { Before: null, After.Layer: Layer.Dropout { Rate: 0.01 } }));

    private static Layers Apply(Layers before, ValueList<LayerChange> changes)
    {
        var removed = changes.Where(c => c is { Before: not null, After: null }).Select(c => c.Before!.Index).ToHashSet();
        var changed = changes.Where(c => c is { Before: not null, After: not null }).ToDictionary(c => c.Before!.Index, c => c.After!.Layer);
        var layers = before.Select((layer, i) => (i, layer)).Where(l => !removed.Contains(l.i)).Select(l => changed.GetValueOrDefault(l.i, l.layer)).ToList();
        foreach (var added in changes.Where(c => c.Before is null))
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
