namespace Mnist.Host.Variations;

/// <summary>What plans are called where they stand side by side: those of one name by what they differ in.</summary>
internal static class VariantNames
{
    private const int MostFields = 4;
    private const int HashDigits = 6;
    private const string Layers = "layers";

    /// <summary>A name for each plan, no two alike: "flagship, 2 epochs" beside another flagship, be it only the catalogue's.</summary>
    /// <param name="plans">Any plans.</param>
    public static IReadOnlyDictionary<Plan, string> Of(ValueList<Plan> plans) => plans
        .Distinct()
        .GroupBy(plan => plan.Name, StringComparer.Ordinal)
        .SelectMany(group => Names(group.ToValueList()))
        .ToDictionary(name => name.Key, name => name.Value);

    private static IEnumerable<KeyValuePair<Plan, string>> Names(ValueList<Plan> plans)
    {
        var all = plans.Append(Shipped(plans)).OfType<Plan>().Distinct().ToValueList();
        if (all.Count == 1)
            return plans.Select(plan => KeyValuePair.Create(plan, plan.Name));
        var leaves = all.ToDictionary(plan => plan, PlanLeaf.Of);
        var fields = Telling([.. leaves.Values]);
        var isOtherNetwork = fields.Contains(Layers, StringComparer.Ordinal);
        var names = plans.ToDictionary(plan => plan, plan => string.Join(", ",
            [
                plan.Name,
                .. ValueList.If(isOtherNetwork, Size(plan)),
                .. fields.Where(field => field != Layers).Select(field => leaves[plan].GetValueOrDefault(field)?.Words()).OfType<string>(),
            ]));
        var alike = names.Values.CountBy(name => name, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        return names.Select(plan => alike[plan.Value] == 1
            ? plan
            : KeyValuePair.Create(plan.Key, $"{plan.Value} ({PlanText.Hash(plan.Key)[..HashDigits]})"));
    }

    /// <summary>The catalogue's plan of the name, normalised as all of these are: that follows from their data, not from them.</summary>
    private static Plan? Shipped(ValueList<Plan> plans)
    {
        var shipped = PlanCatalog.Find(plans[0].Name);
        return shipped is not null && plans.Select(plan => plan.Training.Normalization).Distinct().ToList() is [var alike]
            ? shipped with { Training = shipped.Training with { Normalization = alike } }
            : shipped;
    }

    private static string Size(Plan plan) => PlanChecker.Examine(plan, DataSpec.Mnist).Summary is { } summary
        ? summary.Parameters.Trainable.Of("parameter")
        : plan.Architecture.Layers.Count.Of("layer");

    /// <summary>The fields in which plans differ; the target's only where nothing else does, and other layers as one field.</summary>
    private static ValueList<string> Telling(ValueList<IReadOnlyDictionary<string, PlanLeaf>> plans)
    {
        var differing = plans.SelectMany(plan => plan.Keys).Distinct(StringComparer.Ordinal).Where(Differs).ToList();
        var others = differing.Where(path => IsType(path) || Leaf(path) is { Kind: null, Value: long }).Select(Owner).ToList();
        var plain = differing
            .Where(path => plans.All(plan => plan.ContainsKey(path))
                || (Leaf(path).IsRequired && !others.Exists(other => path.StartsWith($"{other}.", StringComparison.Ordinal))))
            .ToLookup(IsOfTarget);
        var settings = plain[plain.Contains(false) ? false : true];
        return others.Exists(IsLayer)
            ? [Layers, .. settings.Where(path => !IsLayer(path)).Take(MostFields)]
            : settings.Take(MostFields).ToValueList();

        bool Differs(string path) =>
            path is not ("name" or "description") && plans.Select(plan => plan.GetValueOrDefault(path)).Distinct().Skip(1).Any();

        PlanLeaf Leaf(string path) => plans.First(plan => plan.ContainsKey(path))[path];
    }

    /// <summary>What is another thing where its type or its length differs.</summary>
    private static string Owner(string path) => IsType(path) ? path[..path.LastIndexOf('.')] : path;

    private static bool IsType(string path) => path.EndsWith($".{PlanFile.Discriminator}", StringComparison.Ordinal);

    private static bool IsLayer(string path) => path.Split('.')[0] == Layers;

    private static bool IsOfTarget(string path) => path.StartsWith("target.", StringComparison.Ordinal);
}
