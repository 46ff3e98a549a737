using System.Collections;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Mnist.Domain.Values;

/// <summary>An immutable list that is equal to another when its items are, in order.</summary>
/// <remarks>Records compare their members; an <see cref="ImmutableArray{T}"/> would be compared by reference.</remarks>
/// <typeparam name="T">The items, themselves values.</typeparam>
/// <param name="items">The items, in order; a default array counts as empty.</param>
[CollectionBuilder(typeof(ValueList), nameof(ValueList.Create))]
public sealed class ValueList<T>(ImmutableArray<T> items) : IReadOnlyList<T>, IEquatable<ValueList<T>>
{
    private readonly ImmutableArray<T> items = items.IsDefault ? [] : items;

    /// <summary>Number of items.</summary>
    public int Count => items.Length;

    /// <summary>The item at a place.</summary>
    /// <param name="index">In [0, Count).</param>
    public T this[int index] => items[index];

    /// <summary>The items without copying.</summary>
    public ReadOnlySpan<T> Span => items.AsSpan();

    /// <summary>The same list with one item replaced.</summary>
    /// <param name="index">In [0, Count).</param>
    /// <param name="item">The new item.</param>
    public ValueList<T> With(int index, T item) => new(items.SetItem(index, item));

    /// <inheritdoc/>
    public bool Equals(ValueList<T>? other) => other is not null && items.AsSpan().SequenceEqual(other.items.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ValueList<T>);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var item in items)
            hash.Add(item);
        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public override string ToString() => $"[{string.Join(", ", items)}]";

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>Makes <see cref="ValueList{T}"/> values, also from collection expressions.</summary>
public static class ValueList
{
    /// <summary>A list of these items.</summary>
    /// <typeparam name="T">The items.</typeparam>
    /// <param name="items">Copied, in order.</param>
    public static ValueList<T> Create<T>(ReadOnlySpan<T> items) => new([.. items]);

    /// <summary>An item on a condition, to be spread in a collection expression.</summary>
    /// <typeparam name="T">The item.</typeparam>
    /// <param name="condition">Whether there is one.</param>
    /// <param name="item">The item; made in any case.</param>
    public static ValueList<T> If<T>(bool condition, T item) => condition ? [item] : [];

    /// <summary>A list of the items of a sequence.</summary>
    /// <typeparam name="T">The items.</typeparam>
    /// <param name="items">Enumerated once.</param>
    public static ValueList<T> ToValueList<T>(this IEnumerable<T> items) => new([.. items]);
}
