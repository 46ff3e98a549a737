namespace Mnist.Host.Plans;

/// <summary>Everything in which two plans differ, but for their names and descriptions.</summary>
/// <param name="Before">The first plan.</param>
/// <param name="After">The second one.</param>
/// <param name="Layers">Where the networks differ.</param>
/// <param name="Settings">Where training and target differ.</param>
internal sealed record PlanDifference(Plan Before, Plan After, LayerDifference Layers, ValueList<SettingChange> Settings)
{
    /// <summary>The difference of two plans.</summary>
    public static PlanDifference Between(Plan before, Plan after) => new(
        before,
        after,
        LayerDifference.Between(before.Architecture.Layers, after.Architecture.Layers),
        SettingChange.Between(before, after));

    /// <summary>Whether nothing differs.</summary>
    public bool IsEmpty => Layers.Changes.Count + Settings.Count == 0;

    /// <summary>All changes in words, layers first.</summary>
    public IEnumerable<string> Sentences => [.. Layers.Changes.Sentences(), .. Settings.Select(s => s.Sentence())];
}
