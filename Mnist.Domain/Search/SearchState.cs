namespace Mnist.Domain.Search;

/// <summary>What a search has found so far.</summary>
/// <param name="Tally">Designs that were dealt with.</param>
/// <param name="Front">Those that no other is ahead of; least cost in the first objective first, then in the next.</param>
public sealed record SearchState(Tally Tally, ValueList<FrontMember> Front)
{
    /// <summary>This and what was found in another part.</summary>
    /// <param name="part">Of unlike designs; which of both comes first does not matter.</param>
    public SearchState With(SearchState part)
    {
        var front = new Front(Front);
        foreach (var member in part.Front)
            front.Offer(member.Costs.Span, member.Path.Span);
        return new(Tally + part.Tally, front.Members);
    }
}

/// <summary>A design that no other is ahead of.</summary>
/// <param name="Costs">For each objective what it costs; less is better.</param>
/// <param name="Path">How its search comes to it.</param>
public sealed record FrontMember(ValueList<long> Costs, ValueList<int> Path);
