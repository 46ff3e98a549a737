namespace Mnist.Domain.Search;

/// <summary>Designs of which none is behind another: at most as good in every objective, and worse in one.</summary>
/// <remarks>
/// Of designs that are equal in all objectives the first in the order of the space stays. The one that put the last candidate behind it is
/// asked first, for it often does so again.
/// </remarks>
internal sealed class Front
{
    private readonly List<FrontMember> members;

    /// <summary>A front of these designs.</summary>
    /// <param name="members">None behind another.</param>
    public Front(IEnumerable<FrontMember> members) => this.members = [.. members];

    /// <summary>Its designs, those that cost least first.</summary>
    public ValueList<FrontMember> Members => [.. members.OrderBy(
        member => member, Comparer<FrontMember>.Create((a, b) => a.Costs.Span.SequenceCompareTo(b.Costs.Span)))];

    /// <summary>Whether some member is better than the best that anything could be: at least as good everywhere, and better once.</summary>
    /// <param name="best">Less is better.</param>
    public bool IsAhead(ReadOnlySpan<long> best)
    {
        for (var i = 0; i < members.Count; i++)
        {
            if (Compare(members[i].Costs.Span, best) == Order.Ahead)
            {
                (members[0], members[i]) = (members[i], members[0]);
                return true;
            }
        }

        return false;
    }

    /// <summary>Takes a design in unless one is ahead of it.</summary>
    /// <param name="costs">Less is better.</param>
    /// <param name="path">Its edges.</param>
    public void Offer(ReadOnlySpan<long> costs, ReadOnlySpan<int> path)
    {
        if (IsAhead(costs))
            return;
        for (var i = members.Count - 1; i >= 0; i--)
        {
            var order = Compare(costs, members[i].Costs.Span);
            if (order == Order.Equal && path.SequenceCompareTo(members[i].Path.Span) >= 0)
                return;
            if (order is Order.Equal or Order.Ahead)
                members.RemoveAt(i);
        }

        members.Add(new(ValueList.Create(costs), ValueList.Create(path)));
    }

    private static Order Compare(ReadOnlySpan<long> one, ReadOnlySpan<long> other)
    {
        var (better, worse) = (false, false);
        for (var i = 0; i < one.Length; i++)
        {
            better |= one[i] < other[i];
            worse |= one[i] > other[i];
        }

        return worse ? Order.Neither : better ? Order.Ahead : Order.Equal;
    }

    private enum Order
    {
        Neither,
        Equal,
        Ahead,
    }
}
