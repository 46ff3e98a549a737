namespace Mnist.PropertyTests.Rules;

/// <summary>A folder of a project: what it holds, and which rooms of the same project its files may name types of.</summary>
/// <param name="Name">The folder below the project; "." for the project's own folder.</param>
/// <param name="Holds">What a newcomer finds there, in a few words.</param>
/// <param name="Uses">Rooms that stand before it in the table.</param>
internal sealed record Room(string Name, string Holds, params string[] Uses);
