namespace Mnist.Domain;

/// <summary>Plans that have a name.</summary>
public static class PlanCatalog
{
    /// <summary>All of them, ours first.</summary>
    public static ValueList<Plan> All { get; } = [.. Ours.All, .. Eva6.Steps, .. Eva7.Steps];

    /// <summary>The plan of a name; null where there is none.</summary>
    /// <param name="name">Such as "flagship" or "eva6/2".</param>
    public static Plan? Find(string name) => All.FirstOrDefault(plan => string.Equals(plan.Name, name, StringComparison.OrdinalIgnoreCase));
}
