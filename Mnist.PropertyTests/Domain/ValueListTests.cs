using System.Collections.Immutable;
using FsCheck;
using FsCheck.Xunit;
using Mnist.Domain.Networks;
using Mnist.Domain.Values;
using Xunit;

namespace Mnist.PropertyTests.Domain;

public sealed class ValueListTests
{
    [Property]
    public bool Lists_are_equal_exactly_where_their_items_are(int[] left, int[] right) =>
        left.ToValueList().Equals(right.ToValueList()) == left.SequenceEqual(right)
        && left.ToValueList().Equals(left.ToList().ToValueList());

    [Property]
    public bool Equal_lists_have_equal_hashes(int[] items) =>
        items.ToValueList().GetHashCode() == ValueList.Create<int>(items).GetHashCode();

    /// <summary>256 lists with one bit changed each: none may keep the hash but by a chance of 2^-24.</summary>
    [Property]
    public bool A_changed_item_changes_the_list_and_almost_surely_its_hash(NonEmptyArray<int> items, NonNegativeInt place)
    {
        var list = items.Get.ToValueList();
        var index = place.Get % list.Count;
        var changed = list.With(index, list[index] ^ 1);
        return !list.Equals(changed) && list.GetHashCode() != changed.GetHashCode() && list.Equals(changed.With(index, list[index]));
    }

    [Property]
    public bool A_list_shows_the_items_it_was_made_of(int[] items)
    {
        var list = items.ToValueList();
        return list.Count == items.Length
            && list.SequenceEqual(items)
            && list.Span.SequenceEqual(items)
            && Enumerable.Range(0, items.Length).All(i => list[i] == items[i]);
    }

    [Property]
    public bool A_list_does_not_follow_the_array_that_it_was_made_of(NonEmptyArray<int> items)
    {
        var (fromSpan, fromSequence, before) = (ValueList.Create<int>(items.Get), items.Get.ToValueList(), items.Get[0]);
        items.Get[0]++;
        return fromSpan[0] == before && fromSequence[0] == before;
    }

    [Fact]
    public void Records_of_lists_are_equal_through_all_levels()
    {
        Assert.Equal(Net(), Net());
        Assert.Equal(Net().GetHashCode(), Net().GetHashCode());
        Assert.NotEqual(Net(), Net() with { Layers = [new Layer.Residual([new Layer.Residual([new Layer.Dropout(0.2)])])] });

        static Architecture Net() => new(new(1, 2, 3), [new Layer.Residual([new Layer.Residual([new Layer.Dropout(0.1)])])]);
    }

    [Fact]
    public void A_default_array_is_an_empty_list()
    {
        var list = new ValueList<int>(default(ImmutableArray<int>));
        Assert.Empty(list);
        Assert.Empty(list.Span.ToArray());
        Assert.Equal("[]", $"{list}");
    }

    [Fact]
    public void An_absent_list_is_not_an_empty_one() => Assert.False(ValueList.Create<int>([]).Equals(null));
}
