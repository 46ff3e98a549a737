namespace Mnist.PropertyTests.Rules;

/// <summary>The rooms of all projects, in the order in which they are best read: each uses only rooms that stand before it.</summary>
internal static class Rooms
{
    /// <summary>By project.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<Room>> Of { get; } =
        new Dictionary<string, IReadOnlyList<Room>>(StringComparer.Ordinal)
        {
            ["Mnist.Domain"] = DomainRooms.All,
            ["Mnist.Engine"] = EngineRooms.All,
            ["Mnist.Host"] = HostRooms.All,
        };
}
