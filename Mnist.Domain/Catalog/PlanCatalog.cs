using Mnist.Domain.Planning;

namespace Mnist.Domain.Catalog;

/// <summary>Plans that have a name.</summary>
public static class PlanCatalog
{
    /// <summary>All of them, ours first.</summary>
    public static ValueList<Plan> All => [.. Each];

    /// <summary>Each group is made when its turn comes: a command on one of our plans does not wait for the published ones.</summary>
    private static IEnumerable<Plan> Each
    {
        get
        {
            foreach (var plan in Ours.All)
                yield return plan;
            foreach (var plan in OurSteps.Steps)
                yield return plan;
            foreach (var plan in Eva6.Steps)
                yield return plan;
            foreach (var plan in Eva7.Steps)
                yield return plan;
        }
    }

    /// <summary>The plan of a name; null where there is none.</summary>
    /// <param name="name">Such as "flagship" or "eva6/2".</param>
    public static Plan? Find(string name) =>
        Each.FirstOrDefault(plan => string.Equals(plan.Name, name, StringComparison.OrdinalIgnoreCase));
}
